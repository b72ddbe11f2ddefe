import * as z from "zod";
import { TributaryError } from "../../errors.ts";
import { lineProgram } from "../line-program.ts";
import { ANCHOR_NAME, type AnchorPlace } from "./anchor-place.ts";

/**
 * A program that keeps the same where whoever can write to our disks cannot reach: a counter in a token or a KMS, an object store that locks, another
 * machine. It never lets a count become less, unless we say that it is replaced.
 */
export function anchorProgramPlace(argv: readonly string[], patience?: number): AnchorPlace {
	const program = lineProgram("anchor", argv, patience);
	const ask = async <T>(schema: z.ZodType<T>, request: AnchorRequest): Promise<T> => {
		const answer = await program.ask({ format: "tributary/anchor/v1", ...request }).catch((cause: unknown) => {
			throw unavailable(cause);
		});
		const read = schema.safeParse(answer);
		if (!read.success) throw unavailable(read.error);
		return read.data;
	};
	return {
		read: async (name) => (await ask(Value, { operation: "read", name })).value,
		keep: async (name, { text, count, replaces }) =>
			void (await ask(Done, { operation: "keep", name, count, value: text, replaces })),
		remove: async (name) => void (await ask(Done, { operation: "remove", name })),
		names: async () => (await ask(Names, { operation: "names" })).names,
		close: program.close,
	};
}

/** What the program reads, with `format`, and the number of the line in `n`. */
export type AnchorRequest =
	| { readonly operation: "read" | "remove"; readonly name: string }
	| {
			readonly operation: "keep";
			readonly name: string;
			readonly count: number;
			readonly value: string;
			readonly replaces: boolean;
	  }
	| { readonly operation: "names" };

const Done = z.looseObject({});
const Value = z.looseObject({ value: z.string().max(4096).nullable() });
const Names = z.looseObject({ names: z.array(z.string().regex(ANCHOR_NAME)) });

const unavailable = (cause: unknown) =>
	new TributaryError("anchor-missing", { detail: "The program of the anchor does not say what it keeps.", cause });
