import { randomBytes } from "node:crypto";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import net, { type AddressInfo } from "node:net";
import path from "node:path";
import { TributaryError } from "../errors.ts";

/**
 * Makes a folder one process's own for as long as that process lives. A process that claims a folder listens on a port of this
 * machine and puts a mark into the folder that names it: process, port, and a secret that only this listener sends. Listening
 * ends with the process, however it ends, so a mark that nobody answers for is of the past.
 */

const MARK = /^in-use-(\d+)-(\d+)-([0-9a-f]{32})$/;

interface Mark {
	readonly name: string;
	readonly pid: number;
	readonly port: number;
	readonly secret: string;
}

export interface Claim {
	release(): Promise<void>;
}

/**
 * Claims a folder, and makes it if it is not there. Of two processes that come at the same moment at most one gets it.
 * @throws TributaryError `folder-in-use` · `file-unreadable` when the folder cannot be made or written to
 */
export async function claimFolder(folder: string): Promise<Claim> {
	await inFolder(folder, () => mkdir(folder, { recursive: true, mode: 0o700 }));
	const secret = randomBytes(16).toString("hex");
	const { server, port } = await listen(secret);
	const own = `in-use-${process.pid}-${port}-${secret}`;
	const release = async () => {
		server.close();
		await rm(path.join(folder, own), { force: true });
	};
	try {
		await inFolder(folder, () => writeFile(path.join(folder, own), "", { flag: "wx", mode: 0o600 }));
		// After its own mark: whoever comes later finds that one.
		await refuseIfClaimed(folder, own);
		return { release };
	} catch (error) {
		await release();
		throw error;
	}
}

/** Whether a process that lives has claimed the folder. */
export async function isClaimed(folder: string): Promise<boolean> {
	const names = await readdir(folder).catch(() => []);
	const live = await Promise.all(names.flatMap(readMark).map(isLive));
	return live.includes(true);
}

/** A listener that tells its secret to everybody who connects, and keeps no process alive. */
async function listen(secret: string): Promise<{ readonly server: net.Server; readonly port: number }> {
	const server = net.createServer((socket) => {
		socket.on("error", () => {});
		socket.end(secret);
	});
	await new Promise<void>((resolve, reject) => {
		server.once("error", reject);
		server.listen({ host: "127.0.0.1", port: 0 }, resolve);
	});
	server.unref();
	return { server, port: (server.address() as AddressInfo).port };
}

/** Runs a step that needs the folder itself. */
async function inFolder(folder: string, step: () => Promise<unknown>): Promise<void> {
	try {
		await step();
	} catch (cause) {
		throw new TributaryError("file-unreadable", {
			detail: `${folder}: ${(cause as NodeJS.ErrnoException).code}`,
			cause,
		});
	}
}

async function refuseIfClaimed(folder: string, own: string): Promise<void> {
	const others = (await readdir(folder)).filter((name) => name !== own).flatMap(readMark);
	for (const mark of others) {
		if (await isLive(mark))
			throw new TributaryError("folder-in-use", { detail: `${folder} is used by process ${mark.pid}.` });
		await rm(path.join(folder, mark.name), { force: true });
	}
}

function readMark(name: string): Mark[] {
	const [, pid, port, secret] = MARK.exec(name) ?? [];
	return secret === undefined ? [] : [{ name, pid: Number(pid), port: Number(port), secret }];
}

/** Milliseconds after which a listener counts as silent: a process that is suspended accepts and says nothing. */
const PATIENCE = 2000;

async function isLive({ pid, port, secret }: Mark): Promise<boolean> {
	const said = await hear(port, secret.length);
	return said === null ? isProcess(pid) : said === secret;
}

/** The first characters that a listener sends; empty when there is none, null when it is silent. */
function hear(port: number, length: number): Promise<string | null> {
	return new Promise((resolve) => {
		const socket = net.connect(port, "127.0.0.1").setEncoding("latin1").setTimeout(PATIENCE);
		let heard = "";
		const end = (value: string | null) => {
			socket.destroy();
			resolve(value);
		};
		socket.on("data", (text) => {
			heard += text;
			if (heard.length >= length) end(heard.slice(0, length));
		});
		socket.on("timeout", () => end(null));
		socket.on("error", () => end(heard));
		socket.on("end", () => end(heard));
	});
}

function isProcess(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		// It is there, and another account's.
		return (error as NodeJS.ErrnoException).code === "EPERM";
	}
}
