import type { Command } from "commander";

/** Examples below the help of a verb, as they are typed. */
export function examples(command: Command, lines: readonly string[]): Command {
	return command.addHelpText("after", `\nExamples:\n${lines.map((line) => `  $ tributary ${line}`).join("\n")}`);
}

/** A list option that is given several times or with commas. */
export function gather(value: string, before: readonly string[] = []): readonly string[] {
	return [...before, ...value.split(/[,\s]+/).filter((part) => part !== "")];
}

/** Thrown when a verb did its work, said what failed, and only the exit code is left to tell it. */
export class ToldFailure extends Error {}
