/** What every maker of hostile files gets, and what it makes. */
import { pick } from "../bench/random.ts";

export interface Bait {
	/** Host and port of a listener that nothing may ever reach, such as `127.0.0.1:9`. */
	readonly address: string;
	/** Absolute path of a file on this machine whose content may come out nowhere. */
	readonly sentinel: string;
}

export interface Maker extends Bait {
	/** The next number in [0, 1), from the seed. */
	readonly next: () => number;
}

export interface HostileKind {
	readonly name: string;
	/** Ending of the file's name; it decides nothing. */
	readonly ending: string;
	readonly make: (maker: Maker) => Buffer | Promise<Buffer>;
}

/** A whole number from `low` to `high`, both included. */
export const between = (next: () => number, low: number, high: number): number =>
	low + Math.floor(next() * (high - low + 1));

/** Every way to name a place that a reader could be led to. */
export function lure({ next, address, sentinel }: Maker): string {
	return pick(next, [
		`http://${address}/collect`,
		`https://${address}/collect`,
		`ftp://${address}/collect`,
		`\\\\${address.replace(":", "@")}\\share\\collect.dotm`,
		`file://${sentinel}`,
		`file:///${sentinel.slice(1)}`,
		sentinel,
		`../../../../../../../../..${sentinel}`,
		`file://${address}/share`,
		"file:///etc/passwd",
	]);
}

/** A person who is found when nothing stands in the way. */
export const BODY = [
	"Jane Roe",
	"jane@example.org",
	"Experience",
	"Engineer, Acme Ltd, 2019 – 2020",
	"Skills",
	"Python, SQL",
];
export const TEXT = `${BODY.join("\n")}\n`;
