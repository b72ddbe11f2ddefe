import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import * as z from "zod";
import type { Config } from "../config.ts";
import { Reason } from "../domain/tenant.ts";
import { TributaryError } from "../errors.ts";
import { writeOwned } from "../tenancy/master-key.ts";
import { RETRY_AFTER, type StandIn, serveInstead } from "./stand-in.ts";

/**
 * Sealed: a process lets go of every key, closes its stores, and answers 503 until it is unsealed. What says so is a file in the data folder,
 * so that the word of another process counts, and counts after a restart.
 */
const Seal = z.strictObject({ reason: Reason, at: z.iso.datetime() });
export type Seal = z.output<typeof Seal>;

/** In the data folder. */
export const SEAL_FILE = "sealed.json";
const sealFile = (dataDir: string) => path.join(dataDir, SEAL_FILE);

/** null: open. A file that cannot be understood seals, too. */
export function readSeal(dataDir: string): Seal | null {
	const file = sealFile(dataDir);
	if (!existsSync(file)) return null;
	try {
		return Seal.parse(JSON.parse(readFileSync(file, "utf8")));
	} catch {
		return { reason: "the seal cannot be read", at: new Date(0).toISOString() };
	}
}

/** @throws TributaryError `invalid-field` · `already-exists` it is sealed already */
export function putSeal(dataDir: string, reason: string, now: Date): Seal {
	const read = Seal.safeParse({ reason, at: now.toISOString() });
	if (!read.success) {
		const detail = "Use 3 to 200 printable characters without @";
		throw new TributaryError("invalid-field", { errors: [{ pointer: "/reason", detail }] });
	}
	if (existsSync(sealFile(dataDir))) throw new TributaryError("already-exists", { detail: "It is sealed already." });
	writeOwned(sealFile(dataDir), `${JSON.stringify(read.data)}\n`);
	return read.data;
}

export const breakSeal = (dataDir: string): void => rmSync(sealFile(dataDir), { force: true });

/** @throws TributaryError `sealed` */
export function demandUnsealed(dataDir: string): void {
	const seal = readSeal(dataDir);
	if (seal !== null) throw sealedError(seal);
}

/** Aborts, with `sealed` as the reason, as soon as it is. To be stopped. */
export function watchSeal(dataDir: string): { readonly sealed: AbortSignal; stop(): void } {
	const ending = new AbortController();
	const timer = setInterval(() => {
		const seal = readSeal(dataDir);
		if (seal !== null) ending.abort(sealedError(seal));
	}, LOOK).unref();
	return { sealed: ending.signal, stop: () => clearInterval(timer) };
}

const sealedError = ({ reason, at }: Seal) =>
	new TributaryError("sealed", { detail: `Sealed since ${at}: ${reason}`, retryAfter: RETRY_AFTER });

/** Answers everything with `sealed`, in the place of the API. */
export const serveSealed = (config: Config, seal: Seal): Promise<StandIn> =>
	serveInstead(config, () => sealedError(seal));

/** How often it is looked whether the seal was put or broken. Milliseconds: within a second nothing is answered any more. */
const LOOK = 200;

export interface Service {
	/** Where it was reached first. */
	readonly url: string;
	/** Takes up certificate and master keys anew; a sealed service takes up what it finds when it is unsealed. */
	reload(next: Config): Promise<void>;
	close(): Promise<void>;
}

export interface Sealable extends Service {
	/** Answers nothing more at once, and leaves its place to another. */
	hangUp(): Promise<void>;
}

/**
 * Serves while unsealed. A port of 0 is kept once it is known.
 * @param start opens everything and serves it
 */
export async function serveSealable(
	config: Config,
	start: (config: Config) => Promise<Sealable>,
	onChange: (event: "sealed" | "unsealed" | "failed", cause?: unknown) => void = () => {},
): Promise<Service> {
	let fixed = config;
	const open = async (seal: Seal | null): Promise<Sealable> => {
		if (seal === null) return start(fixed);
		const { close } = await serveSealed(fixed, seal);
		return { url: fixed.publicUrl, reload: async () => {}, hangUp: close, close };
	};
	const sealedAtFirst = readSeal(config.dataDir);
	let isSealed = sealedAtFirst !== null;
	let serving = await open(sealedAtFirst);
	const { url } = serving;
	fixed = { ...config, listen: { ...config.listen, port: portOf(url) ?? config.listen.port } };
	let changing = Promise.resolve();
	const look = async () => {
		const seal = readSeal(config.dataDir);
		if ((seal !== null) === isSealed) return;
		isSealed = seal !== null;
		// Whoever keeps an answer or an upload going would otherwise keep it open.
		await serving.hangUp();
		const closed = serving.close();
		// What is at work in the background ends behind the answer that it is sealed.
		if (isSealed) closed.catch(() => {});
		else await closed;
		serving = await open(seal);
		await closed;
		onChange(isSealed ? "sealed" : "unsealed");
	};
	let busy = false;
	const timer = setInterval(() => {
		if (busy) return;
		busy = true;
		changing = look()
			.catch((cause: unknown) => onChange("failed", cause))
			.finally(() => {
				busy = false;
			});
	}, LOOK);
	return {
		url,
		reload: async (next) => {
			await serving.reload(next);
			const { masterKey, otherMasterKeys } = next;
			fixed = { ...fixed, masterKey, otherMasterKeys };
		},
		close: async () => {
			clearInterval(timer);
			await changing;
			await serving.close();
		},
	};
}

const portOf = (url: string): number | null => (new URL(url).port === "" ? null : Number(new URL(url).port));
