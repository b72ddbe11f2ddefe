import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, realpathSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { packageRoot } from "../../package-root.ts";
import { OCR_ARGUMENT, VOCABULARY_ARGUMENT } from "./messages.ts";

/** How a parser process is started on this machine, found once. */
export interface Sandbox {
	/** Layers that are in force, strongest first. */
	readonly layers: readonly string[];
	readonly command: string;
	readonly args: readonly string[];
}

/** Layers that keep the network away whatever runs in the process. All others only hinder. */
const NETWORK_LAYERS: ReadonlySet<string> = new Set(["bubblewrap", "network-namespace"]);

/** True when one of these layers holds without the good will of the code in the process. */
export const isolatesNetwork = (layers: readonly string[]): boolean =>
	layers.some((layer) => NETWORK_LAYERS.has(layer));

export interface ProcessLimits {
	/** MiB of JavaScript heap. */
	readonly heap: number;
	/** Bytes of address space; below about 1.5 GiB Node does not start. */
	readonly addressSpace: number;
	/** Seconds of processor time over the life of a process. */
	readonly cpuSeconds: number;
	/** Languages that text is recognised in; absent or empty, none is. */
	readonly ocr?: readonly string[];
	/** Folder of the vocabulary; absent or null, the one that is shipped. */
	readonly vocabulary?: string | null;
}

export const PROCESS_LIMITS: ProcessLimits = { heap: 192, addressSpace: 3 * 1024 ** 3, cpuSeconds: 900 };

/** MiB; the default of 1 to 16 by heap size makes a small heap collect all the time. */
const SEMI_SPACE = 16;

/**
 * Calls after which code is compiled to its fastest form; 3,000 by default. That compiling was an eighth of the processor time of the
 * first thousand files.
 */
const SPARING = "--invocation-count-for-turbofan=15000";

/**
 * All of the environment. The C library (mallopt(3)) would else give each thread that compiles or collects an arena of its own, which keeps what was freed: 20 to
 * 30 MB in a process that has read some files, and no time is won.
 */
export const ENVIRONMENT = { MALLOC_ARENA_MAX: "1" };

const here = fileURLToPath(import.meta.url);
const CHILD = path.join(path.dirname(here), `child${path.extname(here)}`);

/** What the process may read: this program's code, the libraries, the vocabulary. */
function readable({ vocabulary }: ProcessLimits): string[] {
	const root = packageRoot();
	const words = vocabulary == null ? path.join(root, "ranking", "vocabulary") : folderOf(vocabulary);
	const paths = [path.join(root, "package.json"), words, codeRoot(root)];
	for (let folder = root; ; folder = path.dirname(folder)) {
		const modules = path.basename(folder) === "node_modules" ? folder : path.join(folder, "node_modules");
		// Where the folder is a link, Node reads what it points at.
		if (existsSync(modules)) paths.push(modules, realpathSync(modules));
		if (path.dirname(folder) === folder) return [...new Set(paths)];
	}
}

/** The permission model looks at where a link leads. That a folder is missing is told where it is read. */
const folderOf = (folder: string): string => (existsSync(folder) ? realpathSync(folder) : path.resolve(folder));

/** `src`, or `dist/src` in a published package. */
const codeRoot = (root: string): string => path.join(root, path.relative(root, CHILD).split(path.sep)[0] ?? "src");

function nodeArgs(limits: ProcessLimits): string[] {
	const { ocr = [], vocabulary } = limits;
	const granted = readable(limits).map(
		(entry) => `--allow-fs-read=${/\.\w+$/.test(entry) ? entry : `${entry}${path.sep}*`}`,
	);
	return [
		"--permission",
		...granted,
		`--max-old-space-size=${limits.heap}`,
		"--disable-proto=delete",
		"--no-warnings",
		"--no-addons",
		// Its ATTACH opens files that the permission model never hears of.
		"--no-experimental-sqlite",
		`--max-semi-space-size=${SEMI_SPACE}`,
		// An option of the engine, which another version of Node may not know, and would refuse to start.
		...(works(process.execPath, [SPARING, "-e", "0"]) ? [SPARING] : []),
		// The engine's memory would else be fenced by more address space than the limit leaves.
		...(ocr.length === 0 ? [] : ["--disable-wasm-trap-handler"]),
		CHILD,
		...(ocr.length === 0 ? [] : [`${OCR_ARGUMENT}${ocr.join("+")}`]),
		...(vocabulary == null ? [] : [`${VOCABULARY_ARGUMENT}${folderOf(vocabulary)}`]),
	];
}

const tried = new Map<string, boolean>();

/** Whether a program is there and ends well; tried once in the life of this process. */
function works(command: string, args: readonly string[]): boolean {
	const key = JSON.stringify([command, ...args]);
	const known = tried.get(key);
	if (known !== undefined) return known;
	const does =
		existsSync(command) && spawnSync(command, args, { env: {}, timeout: 10_000, stdio: "ignore" }).status === 0;
	tried.set(key, does);
	return does;
}

/**
 * Who searches goes before who parses. For both ways in which Linux divides processors: by session where no control group does it
 * (autogroups, sched(7)), else by process. The kernel takes the first from one process in a tenth of a second, so it is tried again.
 * A weight of an eighth or less would let files run out of time on a busy machine.
 */
const BEHIND = 5;
/** $0: the session that stays as it is. */
const GO_BEHIND = `
read -r session _ < /proc/self/autogroup; left=5
while [ "\${session:-$0}" != "$0" ] && ! echo ${BEHIND} > /proc/self/autogroup && [ $left -gt 0 ]; do left=$((left - 1)); sleep 0.1; done
exec nice -n ${BEHIND} "$@"`;
const SHELL = "/bin/sh";

/** A command that stands behind this process: with its whole session, if it is begun in one of its own. */
export function behindThisProcess(command: readonly string[]): [string, ...string[]] {
	const known = "/proc/self/autogroup";
	const session = existsSync(known) ? readFileSync(known, "utf8").split(" ")[0] : "";
	return [SHELL, "-c", GO_BEHIND, session ?? "", ...command];
}

const PRLIMIT = "/usr/bin/prlimit";
const UNSHARE = "/usr/bin/unshare";
const BWRAP = "/usr/bin/bwrap";

/**
 * Ways to a network namespace of one's own, the first that works is taken: a service that is root may simply make one; any
 * other account makes one inside a user namespace, as itself where `unshare` knows how, else as a root that is none outside.
 */
const NAMESPACES: readonly (readonly string[])[] = [
	["--net", "--ipc"],
	["--user", "--map-current-user", "--net", "--ipc"],
	["--user", "--map-root-user", "--net", "--ipc"],
];

/** A tree of the system's libraries, this program's code and nothing else; no network, no other processes. */
function bubblewrap(limits: ProcessLimits): string[] {
	const system = ["/usr", "/lib", "/lib64", "/bin"]
		.filter((entry) => existsSync(entry))
		.flatMap((entry) => ["--ro-bind", entry, entry]);
	const own = readable(limits).flatMap((entry) => ["--ro-bind-try", entry, entry]);
	const node = ["--ro-bind", process.execPath, process.execPath];
	return [
		"--unshare-all",
		"--die-with-parent",
		"--new-session",
		"--clearenv",
		...Object.entries(ENVIRONMENT).flatMap(([name, value]) => ["--setenv", name, value]),
		// First, so that a program which lies under /tmp is not hidden.
		"--proc",
		"/proc",
		"--tmpfs",
		"/tmp",
		...system,
		...node,
		...own,
		"--",
	];
}

function limitArgs(limits: ProcessLimits): string[] {
	return [`--as=${limits.addressSpace}`, `--cpu=${limits.cpuSeconds}`, "--core=0", "--fsize=0", "--nofile=256", "--"];
}

/** What keeps the network out, or more than that; null where this machine offers nothing of the kind. */
function findWall(
	probe: readonly string[],
	limits: ProcessLimits,
	wanted: boolean,
): { readonly layer: string; readonly command: readonly string[] } | null {
	const tree = bubblewrap(limits);
	if (wanted && works(BWRAP, [...tree, ...probe])) return { layer: "bubblewrap", command: [BWRAP, ...tree] };
	const namespace = NAMESPACES.find((options) => works(UNSHARE, [...options, "--", ...probe]));
	return namespace === undefined ? null : { layer: "network-namespace", command: [UNSHARE, ...namespace, "--"] };
}

/**
 * Puts together the layers that this machine offers. Each is tried with a harmless program first.
 * @param options.bubblewrap false leaves it out where it is there
 */
export function findSandbox(
	limits: ProcessLimits = PROCESS_LIMITS,
	{ bubblewrap: wanted = true }: { readonly bubblewrap?: boolean } = {},
): Sandbox {
	const layers = ["permission-model", "empty-environment", "heap-limit", "memory-watchdog", "time-limit", "no-sockets"];
	let command = [process.execPath, ...nodeArgs(limits)];
	const probe = [process.execPath, "-e", "0"];
	if (works(PRLIMIT, [...limitArgs(limits), ...probe])) {
		command = [PRLIMIT, ...limitArgs(limits), ...command];
		layers.unshift("prlimit");
	}
	// Inside of the wall, since that begins a session of its own.
	const [shell, ...behind] = behindThisProcess(probe);
	if (works(shell, behind)) {
		command = behindThisProcess(command);
		layers.unshift("low-priority");
	}
	const wall = findWall(probe, limits, wanted);
	if (wall !== null) {
		command = [...wall.command, ...command];
		layers.unshift(wall.layer);
	}
	const [first, ...args] = command;
	return { layers, command: first as string, args };
}
