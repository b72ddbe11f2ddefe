import { randomBytes, randomUUID } from "node:crypto";
import { createReadStream, createWriteStream, existsSync, rmSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import * as z from "zod";
import { parseTenantId, type TenantId } from "../domain/tenant.ts";
import { ERRORS, type ErrorCode, TributaryError } from "../errors.ts";
import type { Clock } from "../tenancy/clock.ts";
import type { Scope } from "../tenancy/scope.ts";
import type { Tenancy } from "../tenancy/tenancy.ts";
import { recipientOf } from "./age.ts";
import { type ExportDeps, exportTenant } from "./export-tenant.ts";

/**
 * Exports that a tenant asks for over the API: made in the background into a folder of this machine, encrypted before the first byte is
 * on its disk, fetched when they are done, and removed after a day.
 */

const Progress = z.strictObject({ part: z.string(), records: z.int().nonnegative(), files: z.int().nonnegative() });

export const ExportJob = z.strictObject({
	id: z.string(),
	state: z.enum(["running", "done", "failed"]),
	createdAt: z.iso.datetime(),
	finishedAt: z.iso.datetime().nullable(),
	/** When the archive is removed. */
	endsAt: z.iso.datetime(),
	progress: Progress,
	/** Of the archive, when it is done. */
	bytes: z.int().nonnegative().nullable(),
	/** Of the key that signed its manifest. */
	fingerprint: z.string().nullable(),
	/** Why it failed; `interrupted`: the service ended meanwhile, or could not write down how it ended. */
	code: z.string().nullable(),
});
export type ExportJob = z.output<typeof ExportJob>;

/** `instance`: the process that makes it, by a name that no other one ever had; numbers of processes come again. */
const Stored = ExportJob.extend({ instance: z.string() });
type Stored = z.output<typeof Stored>;

export interface ExportJobs {
	/** @throws TributaryError `invalid-field` no public key · `already-exists` one is running · `limit-reached` */
	start(scope: Scope, publicKey: string): Promise<ExportJob>;
	/** The latest first. */
	list(tenant: TenantId): Promise<readonly ExportJob[]>;
	/** @throws TributaryError `not-found` */
	get(tenant: TenantId, id: string): Promise<ExportJob>;
	/** The archive. @throws TributaryError `not-found`, also while it is not done */
	open(tenant: TenantId, id: string): Promise<{ readonly stream: Readable; readonly bytes: number }>;
	/** @throws TributaryError `not-found` */
	remove(tenant: TenantId, id: string): Promise<void>;
	/** Removes every archive whose time is over. */
	sweep(): Promise<void>;
	/** Waits for those that run in this process. */
	close(): Promise<void>;
}

export interface ExportJobsOptions extends Omit<ExportDeps, "begun" | "progress" | "demandStill"> {
	/** `tenancy.openScope`: it refuses who may not any more, and a tenant that is disabled. */
	readonly openScope: Tenancy["openScope"];
	/** Folder for archives; made when it is needed. */
	readonly folder: string;
	readonly clock: Clock;
	readonly onError?: (error: unknown, tenant: TenantId) => void;
}

const DAY = 86_400_000;
/** Of one tenant. */
const MOST = 5;

export function createExportJobs(options: ExportJobsOptions): ExportJobs {
	const { folder, clock } = options;
	const running = new Map<string, Promise<void>>();
	const folderOf = (tenant: TenantId) => path.join(folder, tenant);
	const fileOf = (tenant: TenantId, id: string, ending: string) => path.join(folderOf(tenant), `${id}.${ending}`);
	const live = new Map<string, ExportJob["progress"]>();
	const instance = randomUUID();
	const inTurn = turns();

	const read = async (tenant: TenantId, id: string): Promise<ExportJob | null> => {
		if (!ID.test(id)) return null;
		const wasRunning = running.has(id);
		const text = await readFile(fileOf(tenant, id, "json"), "utf8").catch(() => null);
		if (text === null) return null;
		const { instance: owner, ...job } = Stored.parse(JSON.parse(text));
		// It may have ended, or begun, while its file was read.
		const isRunning = owner === instance && (wasRunning || running.has(id));
		if (job.state === "running" && !isRunning) return { ...job, state: "failed", code: "interrupted" };
		return { ...job, progress: live.get(id) ?? job.progress };
	};
	const put = async (tenant: TenantId, job: ExportJob) => {
		const text = JSON.stringify({ ...job, instance } satisfies Stored);
		await writeFile(fileOf(tenant, job.id, "new"), text, { mode: 0o600 });
		await rename(fileOf(tenant, job.id, "new"), fileOf(tenant, job.id, "json"));
	};
	const removeFiles = async (tenant: TenantId, id: string) => {
		for (const ending of ["json", "new", "part", "age"]) await rm(fileOf(tenant, id, ending), { force: true });
	};
	const list = async (tenant: TenantId): Promise<ExportJob[]> => {
		const names = await readdir(folderOf(tenant)).catch(() => []);
		const ids = names.filter((name) => name.endsWith(".json")).map((name) => name.slice(0, -".json".length));
		const jobs = (await Promise.all(ids.map((id) => read(tenant, id)))).filter((job) => job !== null);
		const over = jobs.filter(({ endsAt, state }) => state !== "running" && Date.parse(endsAt) <= clock().getTime());
		for (const { id } of over) await removeFiles(tenant, id);
		return jobs.filter((job) => !over.includes(job)).sort((a, b) => b.createdAt.localeCompare(a.createdAt));
	};
	const get = async (tenant: TenantId, id: string) => {
		const found = (await list(tenant)).find((job) => job.id === id);
		if (found === undefined) throw new TributaryError("not-found");
		return found;
	};
	/** What cannot be written down, with the folder gone or the disk full, is reported: nobody waits for a job. */
	const fail = async (tenant: TenantId, job: ExportJob) => {
		try {
			await rm(fileOf(tenant, job.id, "part"), { force: true });
			await put(tenant, job);
		} catch (error) {
			options.onError?.(error, tenant);
		}
	};
	/** @returns why it failed */
	const work = async (scope: Scope, job: ExportJob, recipient: string, begun: () => void): Promise<unknown> => {
		const tenant = scope.tenant.id;
		const part = fileOf(tenant, job.id, "part");
		try {
			const progress = (done: ExportJob["progress"]) => {
				live.set(job.id, done);
				// Whichever process wipes the tenant takes this away.
				if (!existsSync(fileOf(tenant, job.id, "json"))) throw new TributaryError("not-found");
			};
			const { actor, purpose } = scope;
			const demandStill = () => options.openScope({ tenant, actor, purpose });
			const deps: ExportDeps = { ...options, begun, progress, demandStill };
			const { fingerprint } = await exportTenant(scope, deps, recipient, (sealed) =>
				pipeline(Readable.fromWeb(sealed as never), createWriteStream(part, { flags: "wx", mode: 0o600, flush: true })),
			);
			await rename(part, fileOf(tenant, job.id, "age"));
			const { size } = await stat(fileOf(tenant, job.id, "age"));
			await put(tenant, { ...ended(job, clock(), live.get(job.id)), state: "done", bytes: size, fingerprint });
			return null;
		} catch (error) {
			options.onError?.(error, tenant);
			await fail(tenant, { ...ended(job, clock(), live.get(job.id)), state: "failed", code: codeOf(error) });
			return error;
		} finally {
			running.delete(job.id);
			live.delete(job.id);
		}
	};
	const start = async (scope: Scope, recipient: string) => {
		const tenant = scope.tenant.id;
		const jobs = await list(tenant);
		if (jobs.some(({ state }) => state === "running"))
			throw new TributaryError("already-exists", {
				detail: "An export is being made already: GET /v1/tenant/exports.",
			});
		if (jobs.length >= MOST)
			throw new TributaryError("limit-reached", { detail: `${MOST} archives wait to be fetched.` });
		await mkdir(folderOf(tenant), { recursive: true, mode: 0o700 });
		const job = newJob(clock());
		running.set(job.id, Promise.resolve());
		try {
			await put(tenant, job);
		} catch (error) {
			running.delete(job.id);
			throw error;
		}
		const begun = Promise.withResolvers<null>();
		const done = work(scope, job, recipient, () => begun.resolve(null)).catch((error: unknown) => {
			options.onError?.(error, tenant);
			return error;
		});
		running.set(
			job.id,
			done.then(() => {}),
		);
		// What cannot be written down is not begun, and nobody is told that it was.
		const fault = await Promise.race([begun.promise, done]);
		if (!(fault instanceof TributaryError && fault.code === "audit-unavailable")) return job;
		await removeFiles(tenant, job.id);
		throw fault;
	};
	return {
		list,
		get,
		start: async (scope, publicKey) => {
			const recipient = recipientOf(publicKey);
			return inTurn(scope.tenant.id, () => start(scope, recipient));
		},
		open: async (tenant, id) => {
			const { state, bytes } = await get(tenant, id);
			if (state !== "done" || bytes === null) throw new TributaryError("not-found", { detail: "It is not done." });
			return { stream: createReadStream(fileOf(tenant, id, "age")), bytes };
		},
		remove: async (tenant, id) => {
			const { state } = await get(tenant, id);
			if (state === "running") throw new TributaryError("already-exists", { detail: "It is being made." });
			await removeFiles(tenant, id);
		},
		sweep: async () => {
			for (const name of await readdir(folder).catch(() => [])) await list(parseTenantId(name));
		},
		close: async () => void (await Promise.allSettled(running.values())),
	};
}

/** Removes every archive of a tenant: when it is wiped. */
export const removeExports = (folder: string, tenant: TenantId): void =>
	rmSync(path.join(folder, tenant), { recursive: true, force: true });

/** Runs what one tenant asks one after the other: between the look at what runs and its own entry nobody else looks. */
function turns() {
	const last = new Map<TenantId, Promise<unknown>>();
	return <T>(tenant: TenantId, run: () => Promise<T>): Promise<T> => {
		const mine = (last.get(tenant) ?? Promise.resolve()).then(run);
		last.set(
			tenant,
			mine.catch(() => {}),
		);
		return mine;
	};
}

const ID = /^\d{8}T\d{9}Z-[0-9a-f]{8}$/;
const RANDOM_BYTES = 4;

const newJob = (now: Date): ExportJob => ({
	id: `${now.toISOString().replace(/[-:.]/g, "")}-${randomBytes(RANDOM_BYTES).toString("hex")}`,
	state: "running",
	createdAt: now.toISOString(),
	finishedAt: null,
	endsAt: new Date(now.getTime() + DAY).toISOString(),
	progress: { part: "", records: 0, files: 0 },
	bytes: null,
	fingerprint: null,
	code: null,
});

const ended = (job: ExportJob, now: Date, progress = job.progress): ExportJob => ({
	...job,
	progress,
	finishedAt: now.toISOString(),
	endsAt: new Date(now.getTime() + DAY).toISOString(),
});

const codeOf = (error: unknown): ErrorCode =>
	error instanceof TributaryError && Object.hasOwn(ERRORS, error.code) ? error.code : "internal";
