/**
 * An installation that lives no longer than the process that made it, on a cluster that others use: a collection that is measured. All that it
 * makes begins with a prefix of its own. That has a dot, which no configuration's prefix may have, so no installation that serves tenants
 * can be one of these, and removing one never names an index of a real tenant.
 */
import { randomBytes } from "node:crypto";
import { readlinkSync } from "node:fs";
import os from "node:os";
import type { Client } from "@elastic/elasticsearch";
import { type ClusterSettings, connect } from "./connection.ts";
import { revokeBelow } from "./credentials.ts";
import { named } from "./faults.ts";

export interface ThrowAway {
	/** What it is opened with, in place of the prefix of the configuration. */
	readonly prefix: string;
	/** Removes everything that was made below the prefix; to be called when the engine on it is closed. */
	remove(): Promise<void>;
}

/** Stands in the index that is made first and removed last, so that whatever is left of a run that died can be told from one that lives. */
interface Lease {
	/** Where its process runs: processes of the same machine can be looked for. */
	readonly machine: string;
	readonly pid: number;
	/** Milliseconds since 1970. Whoever has not said by then that he lives is dead, on whatever machine. */
	readonly until: number;
}

/** Long beside the renewing and beside what clocks differ by; a run is busy for so long without renewing only when it is stopped. */
const LEASE_MS = 15 * 60_000;
const RENEW_MS = 60_000;

/**
 * Makes a new one, and removes those whose process is gone.
 * @param settings of the installation that serves, whose account is used and whose data are not
 * @throws as {@link connect}
 */
export async function makeThrowAway(settings: ClusterSettings): Promise<ThrowAway> {
	const operator = await connect(settings);
	const prefix = `${settings.prefix}.bench-${randomBytes(6).toString("hex")}`;
	try {
		await removeAbandoned(operator, settings.prefix);
		const mappings = { dynamic: "strict" as const, _meta: { lease: lease() } };
		const shape = { number_of_shards: 1, auto_expand_replicas: "0-1" };
		await named(operator.indices.create({ index: prefix, mappings, settings: shape }));
	} catch (error) {
		await operator.close();
		throw error;
	}
	const renewing = setInterval(() => {
		// What fails is tried again in a minute, long before the lease ends.
		operator.indices.putMapping({ index: prefix, _meta: { lease: lease() } }).catch(() => {});
	}, RENEW_MS).unref();
	return {
		prefix,
		async remove() {
			clearInterval(renewing);
			try {
				await removeInstallation(operator, prefix);
			} finally {
				await operator.close();
			}
		},
	};
}

async function removeAbandoned(operator: Client, prefix: string): Promise<void> {
	const found = await named(
		operator.indices.get({ index: `${prefix}.bench-*`, features: ["mappings"], expand_wildcards: "all" }),
	);
	const installations = new Set(Object.keys(found).flatMap((index) => /^[^.]+\.bench-[0-9a-f]{12}/.exec(index) ?? []));
	for (const one of installations) {
		const lease: Lease | undefined = found[one]?.mappings?._meta?.lease;
		if (lease === undefined || isOver(lease)) await removeInstallation(operator, one);
	}
}

/** Two that do so at once do not disturb each other. */
async function removeInstallation(operator: Client, prefix: string): Promise<void> {
	await revokeBelow(operator, prefix);
	const found = await named(
		operator.indices.get({ index: `${prefix}*`, features: ["aliases"], expand_wildcards: "all" }),
	);
	const made = Object.keys(found).filter((index) => index !== prefix);
	for (const index of [...made, prefix]) await named(operator.indices.delete({ index }, { ignore: [404] }));
}

const lease = (): Lease => ({ machine: thisMachine(), pid: process.pid, until: Date.now() + LEASE_MS });

function isOver({ machine, pid, until }: Lease): boolean {
	return until < Date.now() || (machine === thisMachine() && !isRunning(pid));
}

/** Containers of one machine may share a name; where processes have a space of numbers of their own it has a number, too. */
function thisMachine(): string {
	try {
		return `${os.hostname()} ${readlinkSync("/proc/self/ns/pid")}`;
	} catch {
		return os.hostname();
	}
}

function isRunning(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		// Somebody else's process is one that runs.
		return (error as NodeJS.ErrnoException).code === "EPERM";
	}
}
