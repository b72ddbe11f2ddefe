import { execFileSync } from "node:child_process";
import { generateKeyPairSync, type KeyObject, verify } from "node:crypto";
import { appendFileSync, cpSync, readFileSync } from "node:fs";
import path from "node:path";
import { digestOf, makeRelease, SIGNATURE, SUMS } from "../../../scripts/release.ts";
import { packageRoot } from "../../../src/package-root.ts";
import type { Context, Outcome, Proof } from "../frame/proof.ts";

/**
 * What the product is made of: the lockfile, the versions in it, who may run something at installation, a bill of materials; and whether a
 * release is made of the sources that it claims.
 */

/** Lowest versions without a published hole that we know of, of what touches untrusted data or keys. */
const LEAST: Readonly<Record<string, string>> = {
	fastify: "5.12.2",
	ajv: "8.18.0",
	"fast-jwt": "6.3.4",
	"better-sqlite3-multiple-ciphers": "13.0.0",
	// CVE-2026-16633, closed in 6.2.108, is of a document's scripts, which are run nowhere here: docs/proof.md.
	"pdfjs-dist": "5.4.296",
	mammoth: "1.12.3",
	yauzl: "3.2.1",
	fflate: "0.8.3",
	"fast-xml-parser": "5.5.7",
	jose: "6.0.0",
	saxes: "6.0.0",
	pino: "10.0.0",
	node: "24.18.1",
	"@fastify/multipart": "10.1.9",
};
/** Who may run something at installation: the bindings to SQLite and to the system, the runtime, and what watches files on another system. */
const MAY_RUN: ReadonlySet<string> = new Set(["better-sqlite3-multiple-ciphers", "koffi", "node", "fsevents"]);
interface Locked {
	readonly version?: string;
	readonly resolved?: string;
	readonly integrity?: string;
	readonly hasInstallScript?: boolean;
	readonly link?: boolean;
}

async function prove(context: Context): Promise<Outcome> {
	const [manifest, text] = ["package.json", "package-lock.json"].map((name) =>
		JSON.parse(readFileSync(path.join(packageRoot(), name), "utf8")),
	);
	const lock = planted(text as { packages: Record<string, Locked> }, context.plant);
	const allowed = [...Object.keys(manifest.allowScripts), ...(context.plant === ALLOWED_ITSELF ? ["fastify"] : [])];
	const packages = Object.entries(lock.packages).filter(([place, { link }]) => place !== "" && link !== true);
	const faults = allowed.filter((name) => !MAY_RUN.has(name)).map((name) => `${name} is let run at installation`);
	for (const [place, one] of packages) {
		const name = place.replace(/^.*node_modules\//, "");
		if (!/^sha512-/.test(one.integrity ?? "")) faults.push(`${place} has no integrity`);
		if (one.hasInstallScript === true && !MAY_RUN.has(name)) faults.push(`${name} runs something at installation`);
		const least = LEAST[name];
		if (least !== undefined && isBelow(one.version ?? "0", least))
			faults.push(`${name} ${one.version} is below ${least}`);
		// Without an address each comes from the registry that npm is set to.
		if (one.resolved !== undefined) faults.push(`${place} has an address of its own`);
	}
	const bill = billOfMaterials();
	const missing = packages.filter(
		([place, { version }]) => !bill.has(`${place.replace(/^.*node_modules\//, "")}@${version}`),
	);
	// What is for another system is in the lockfile and not installed here.
	const absent = missing.filter(
		([place]) => !("optional" in (lock.packages[place] as object)) && !("peer" in (lock.packages[place] as object)),
	);
	if (context.plant === null) faults.push(...absent.map(([place]) => `${place} is not in the bill of materials`));
	const isMade = context.size === "full" || context.plant === CHANGED_AFTERWARDS;
	if (isMade) faults.push(...releaseFaults(context));
	return {
		figure: `${packages.length} packages with integrity, ${Object.keys(LEAST).length} least versions, scripts at installation of ${packages.filter(([, one]) => one.hasInstallScript).length}, bill of materials of ${bill.size} (CycloneDX)${isMade ? "; a release made twice in two folders is the same to the byte, and its signature holds" : ""}`,
		faults,
		short: isMade ? null : "no release is made in a quick run",
	};
}

const ALLOWED_ITSELF = "a package that package.json lets run at installation";
const CHANGED_AFTERWARDS = "a release that is changed after it was signed";

/** The last commit is released in two folders, by two keys. */
function releaseFaults(context: Context): string[] {
	const { publicKey, privateKey: key } = generateKeyPairSync("ed25519");
	const [one, other] = ["one", "other"].map((name) => path.join(context.folder(), name)) as [string, string];
	makeRelease({ out: one, key });
	if (context.plant === null) makeRelease({ out: other, key });
	else {
		cpSync(one, other, { recursive: true });
		appendFileSync(path.join(other, namesIn(other)[0] ?? ""), " ");
	}
	const isSame = readFileSync(path.join(one, SUMS)).equals(readFileSync(path.join(other, SUMS)));
	const stranger = generateKeyPairSync("ed25519").publicKey;
	return [
		...(isSame ? [] : ["the same commit was released twice, and the releases differ"]),
		...[one, other].flatMap((folder) => checkFaults(folder, publicKey)),
		...(checkFaults(one, stranger).length > 0 ? [] : ["the signature holds by a stranger's key"]),
	];
}

const namesIn = (folder: string): string[] =>
	readFileSync(path.join(folder, SUMS), "utf8")
		.trimEnd()
		.split("\n")
		.map((line) => line.slice(66));

/** As docs/release.md has it done by OpenSSL and sha256sum. */
function checkFaults(folder: string, key: KeyObject): string[] {
	const sums = readFileSync(path.join(folder, SUMS));
	const isSigned = verify(null, sums, key, readFileSync(path.join(folder, SIGNATURE)));
	const changed = namesIn(folder).filter((name) => !sums.includes(`${digestOf(path.join(folder, name))}  ${name}\n`));
	return [
		...(isSigned ? [] : ["the signature does not hold"]),
		...changed.map((name) => `${name} is not what was signed`),
	];
}

function planted(lock: { packages: Record<string, Locked> }, plant: string | null) {
	const [place] = Object.keys(lock.packages).filter((name) => name.endsWith("node_modules/fastify"));
	const change: Readonly<Record<string, Locked>> = {
		"an old version": { version: "5.1.0" },
		"no integrity": { integrity: "" },
		"a script at installation": { hasInstallScript: true },
		"an address of its own": { resolved: "https://packages.example.com/fastify.tgz" },
	};
	if (plant === null || place === undefined) return lock;
	return { packages: { ...lock.packages, [place]: { ...lock.packages[place], ...change[plant] } } };
}

function isBelow(version: string, least: string): boolean {
	const [one, other] = [version, least].map((text) => text.split(/[.-]/).map(Number)) as [number[], number[]];
	for (const at of [0, 1, 2]) if (one[at] !== other[at]) return (one[at] ?? 0) < (other[at] ?? 0);
	return false;
}

/** Made by npm of the lockfile. */
function billOfMaterials(): ReadonlySet<string> {
	const made = execFileSync("npm", ["sbom", "--sbom-format=cyclonedx", "--package-lock-only"], {
		cwd: packageRoot(),
		maxBuffer: 2 ** 28,
		stdio: ["ignore", "pipe", "ignore"],
	});
	const { components } = JSON.parse(made.toString()) as {
		components: readonly { name: string; group?: string; version: string }[];
	};
	return new Set(
		components.map(
			({ name, group, version }) =>
				`${group === undefined || name.startsWith("@") ? "" : `${group}/`}${name}@${version}`,
		),
	);
}

export const supply: Proof = {
	name: "supply",
	claim:
		"Every package is locked with its integrity, new enough, runs nothing at installation unasked, and is in the bill of materials",
	requirements: [40],
	target:
		"bill of materials for 100% of packages; lockfile with integrity; least versions; no install scripts beyond a named list; release reproducible and signed",
	controls: [
		{ name: "an old version", plant: "an old version" },
		{ name: "no integrity", plant: "no integrity" },
		{ name: "a script at installation", plant: "a script at installation" },
		{ name: "an address of its own", plant: "an address of its own" },
		{ name: ALLOWED_ITSELF, plant: ALLOWED_ITSELF },
		{ name: CHANGED_AFTERWARDS, plant: CHANGED_AFTERWARDS },
	],
	run: prove,
};
