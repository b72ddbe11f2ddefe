import { type Command, InvalidArgumentError } from "commander";
import type * as z from "zod";
import { faultsOf } from "../domain/faults.ts";
import { TributaryError } from "../errors.ts";

/** Examples below the help of a verb, as they are typed. */
export function examples(command: Command, lines: readonly string[]): Command {
	return command.addHelpText("after", `\nExamples:\n${lines.map((line) => `  $ tributary ${line}`).join("\n")}`);
}

/** A list option that is given several times or with commas. */
export function gather(value: string, before: readonly string[] = []): readonly string[] {
	return [...before, ...value.split(/[,\s]+/).filter((part) => part !== "")];
}

/** The same for names that may have spaces in them: only commas part them. */
export function gatherNames(value: string, before: readonly string[] = []): readonly string[] {
	return [
		...before,
		...value
			.split(",")
			.map((part) => part.trim())
			.filter((part) => part !== ""),
	];
}

/** A whole number within bounds, both inclusive. What an option is given is checked before anything is opened. */
export const wholeNumber = (least: number, most: number) => within(least, most, /^\d+$/, "a whole number");

/** A number, with or without a fraction, within bounds, both inclusive. */
export const decimalNumber = (least: number, most: number) => within(least, most, /^\d+(?:\.\d+)?$/, "a number");

function within(least: number, most: number, form: RegExp, kind: string): (text: string) => number {
	return (text) => {
		const value = Number(text);
		if (form.test(text) && value >= least && value <= most) return value;
		throw new InvalidArgumentError(`Give ${kind} from ${least} to ${most}.`);
	};
}

/** A day of the calendar, YYYY-MM-DD. */
export function day(text: string): string {
	const date = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : new Date(Number.NaN);
	if (!Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)) return text;
	throw new InvalidArgumentError("Give a day of the calendar as YYYY-MM-DD.");
}

/** A list option of which every value is one of those that are known. */
export function gatherOf<T extends string>(known: readonly T[]) {
	return (value: string, before: readonly T[] = []): readonly T[] => {
		const given = gather(value);
		const unknown = given.find((one) => !(known as readonly string[]).includes(one));
		if (unknown === undefined && given.length > 0) return [...before, ...(given as readonly T[])];
		throw new InvalidArgumentError(
			`${unknown === undefined ? "" : `There is no ${unknown}. `}Known: ${known.join(", ")}.`,
		);
	};
}

/** What was typed, in the form of the API. @throws TributaryError `invalid-field` with the place */
export function checked<T>(schema: z.ZodType<T>, input: unknown): T {
	const read = schema.safeParse(input);
	if (read.success) return read.data;
	throw new TributaryError("invalid-field", { errors: faultsOf(read.error) });
}

/** Thrown when a verb did its work, said what failed, and only the exit code is left to tell it. */
export class ToldFailure extends Error {}
