import { on } from "node:events";
import { createInterface, emitKeypressEvents } from "node:readline";
import type { ReadStream } from "node:tty";
import { paint, print } from "../../src/cli/terminal.ts";
import type { ReadableLine } from "../../src/lab/readable.ts";
import { GRADE_TEXTS, GRADES, type Pair } from "./judgments.ts";
import type { JudgingSession } from "./session.ts";

/** Judging on a terminal: one key for each pair. */

export interface Readable {
	readonly query: string;
	readonly lines: readonly ReadableLine[];
}

/** One by one the keys that are pressed; ends where there will be no more. */
export type Keys = AsyncIterable<string>;

const LEGEND = [
	...GRADES.map((grade) => `${grade} ${GRADE_TEXTS[grade]}`),
	"s skip",
	"b back",
	"q quit, and go on later",
].join(" · ");

/** Shows pair after pair until all are judged or the judge quits. */
export async function judgeOnTerminal(
	session: JudgingSession,
	readable: (pair: Pair) => Readable,
	keys: Keys,
): Promise<void> {
	show(session, readable);
	if (session.current === null) return;
	for await (const key of keys) {
		const grade = GRADES.find((one) => String(one) === key);
		if (grade !== undefined) session.give(grade);
		else if (key === "s") session.skip();
		else if (key === "b") session.back();
		else if (key === "q") return;
		else continue;
		show(session, readable);
		if (session.current === null) return;
	}
}

function show(session: JudgingSession, readable: (pair: Pair) => Readable): void {
	const { current, progress, grade } = session;
	if (current === null) return;
	const { query, lines } = readable(current);
	print(`\n${paint("dim", `── ${progress.judged} of ${progress.total} judged ${"─".repeat(40)}`)}`);
	print(`${paint("bold", "looking for")}  ${paint("cyan", query)}\n`);
	for (const line of lines) print(`${paint("dim", line.label.padEnd(12))} ${highlighted(line)}`);
	print(`\n${grade === null ? "" : `${paint("yellow", `you gave ${grade}`)} · `}${paint("dim", LEGEND)}`);
}

/** Words of resumes from anywhere; as many signs as before, since spans count them. */
function highlighted({ text: written, spans }: ReadableLine): string {
	const text = written.replace(/[^\P{Cc}\t\n]/gu, " ");
	let shown = "";
	let place = 0;
	for (const [start, end] of spans) {
		shown += text.slice(place, start) + paint(["bold", "green"], text.slice(start, end));
		place = end;
	}
	return shown + text.slice(place);
}

/**
 * Keys of the terminal, unbuffered, until ctrl-c or ctrl-d; of what is no terminal (a pipe) each sign that is not blank.
 */
export async function* terminalKeys(input: ReadStream): Keys {
	if (!input.isTTY) {
		for await (const line of createInterface({ input })) yield* line.replaceAll(/\s/g, "");
		return;
	}
	emitKeypressEvents(input);
	input.setRawMode(true);
	try {
		for await (const [, key] of on(input, "keypress")) {
			if (key.ctrl === true && (key.name === "c" || key.name === "d")) return;
			yield key.sequence ?? "";
		}
	} finally {
		input.setRawMode(false);
		input.pause();
	}
}
