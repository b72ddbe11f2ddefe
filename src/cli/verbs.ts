import { type Command, InvalidArgumentError } from "commander";

/** Examples below the help of a verb, as they are typed. */
export function examples(command: Command, lines: readonly string[]): Command {
	return command.addHelpText("after", `\nExamples:\n${lines.map((line) => `  $ tributary ${line}`).join("\n")}`);
}

/** A list option that is given several times or with commas. */
export function gather(value: string, before: readonly string[] = []): readonly string[] {
	return [...before, ...value.split(/[,\s]+/).filter((part) => part !== "")];
}

/** Reads an option that is a whole number; anything else is told before the verb begins. */
export const wholeNumber =
	(least: number, most: number) =>
	(text: string): number => {
		const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
		if (value >= least && value <= most) return value;
		throw new InvalidArgumentError(`Use a whole number from ${least} to ${most}.`);
	};

/** Thrown when a verb did its work, said what failed, and only the exit code is left to tell it. */
export class ToldFailure extends Error {}
