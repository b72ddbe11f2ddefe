/**
 * Makes a release of the last commit: the package as npm installs it, its bill of materials (CycloneDX), the SHA-256 of both, and an Ed25519
 * signature of these. Whoever builds the same commit with the same versions gets the same bytes, so anybody can see that a package is made of the
 * sources it claims. `npm run release -- --key release.pem`; docs/release.md says how one is checked.
 */
import { execFileSync } from "node:child_process";
import { createHash, createPrivateKey, type KeyObject, sign } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { Command } from "commander";

const ROOT = path.resolve(import.meta.dirname, "..");
/** In the form of `sha256sum`. */
export const SUMS = "SHA256SUMS";
/** Over the bytes of {@link SUMS}, 64 bytes as RFC 8032 has them. */
export const SIGNATURE = `${SUMS}.sig`;

/**
 * @param out folder, made here, that the four files lie in afterwards
 * @param key private, Ed25519
 * @throws Error where the folder is there already, the key is of another kind, or a step of the build fails
 */
export function makeRelease({ out, key }: { readonly out: string; readonly key: KeyObject }): void {
	if (key.asymmetricKeyType !== "ed25519") throw new TypeError("The key has to be an Ed25519 key.");
	mkdirSync(out);
	const place = mkdtempSync(path.join(os.tmpdir(), "tributary-release-"));
	// The bill of materials takes its name for that of the product.
	const source = path.join(place, "tributary");
	try {
		checkOut(source);
		run(source, "npm", ["run", "-s", "build"]);
		run(source, "npm", ["pack", "--silent", "--ignore-scripts", "--pack-destination", path.resolve(out)]);
		const [packed = ""] = readdirSync(out);
		writeFileSync(path.join(out, packed.replace(/\.tgz$/, ".cdx.json")), billOfMaterials(source));
	} finally {
		rmSync(place, { recursive: true, force: true });
	}
	const sums = readdirSync(out)
		.toSorted()
		.map((name) => `${digestOf(path.join(out, name))}  ${name}\n`);
	writeFileSync(path.join(out, SUMS), sums.join(""));
	writeFileSync(path.join(out, SIGNATURE), sign(null, Buffer.from(sums.join("")), key));
}

/** What is committed and nothing else, with the packages that are installed here. */
function checkOut(folder: string): void {
	mkdirSync(folder);
	const archive = run(ROOT, "git", ["archive", "--format=tar", "HEAD"]);
	execFileSync("tar", ["-x", "-C", folder], { input: archive });
	symlinkSync(path.join(ROOT, "node_modules"), path.join(folder, "node_modules"));
}

/** Of what is installed with the product. Without the number and the hour that npm draws anew each time. */
function billOfMaterials(folder: string): string {
	const made = run(folder, "npm", ["sbom", "--sbom-format=cyclonedx", "--package-lock-only", "--omit=dev"]);
	const { serialNumber: _, metadata, ...bill } = JSON.parse(made.toString());
	const { timestamp: __, ...lasting } = metadata;
	return `${JSON.stringify({ ...bill, metadata: lasting }, null, "\t")}\n`;
}

export const digestOf = (file: string): string => createHash("sha256").update(readFileSync(file)).digest("hex");

const run = (cwd: string, command: string, given: readonly string[]): Buffer =>
	execFileSync(command, given, { cwd, maxBuffer: 2 ** 30, stdio: ["ignore", "pipe", "inherit"] });

if (import.meta.main) {
	const { key, out } = new Command("release")
		.description("Makes a signed release of the last commit.")
		.requiredOption("--key <file>", "PEM of the private key, Ed25519")
		.option("--out <folder>", "where it is put", "release")
		.parse()
		.opts<{ key: string; out: string }>();
	makeRelease({ out, key: createPrivateKey(readFileSync(key)) });
	console.log(readFileSync(path.join(out, SUMS), "utf8").trimEnd());
}
