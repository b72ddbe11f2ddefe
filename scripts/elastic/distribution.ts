/** A real Elasticsearch without Docker: the small distribution that its makers publish as a package, cached in .cache/elastic, made ready once. */
import { execFileSync } from "node:child_process";
import {
	chmodSync,
	cpSync,
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";

export const VERSION = "9.5.0";
/** Elasticsearch 9 needs 21 or newer. */
const JAVA_LEAST = 21;
const ARTIFACT = `org.elasticsearch.distribution.integ-test-zip:elasticsearch:${VERSION}:zip`;
const HERE = import.meta.dirname;
const CACHE = path.resolve(HERE, "../../.cache/elastic");
const JVMS = ["/usr/lib/jvm", "/opt/java", "/Library/Java/JavaVirtualMachines"];

/**
 * Home of a JDK that is new enough: `ES_JAVA_HOME`, `JAVA_HOME`, or one of those installed; where there is none, a package is installed.
 * @throws Error that says what to install
 */
export function javaHome(): string {
	const found = findJava();
	if (found !== undefined) return found;
	if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
		for (const name of ["openjdk-25-jdk-headless", "openjdk-21-jdk-headless"])
			try {
				execFileSync("apt-get", ["install", "-y", "-qq", name], { stdio: "ignore" });
				break;
			} catch {
				// The next one may be known to this system.
			}
	}
	const installed = findJava();
	if (installed === undefined)
		throw new Error(`Install a JDK of Java ${JAVA_LEAST} or newer, or name it in ES_JAVA_HOME.`);
	return installed;
}

function findJava(): string | undefined {
	const installed = JVMS.filter((folder) => existsSync(folder)).flatMap((folder) =>
		readdirSync(folder).flatMap((name) => [path.join(folder, name), path.join(folder, name, "Contents/Home")]),
	);
	const homes = [process.env.ES_JAVA_HOME, process.env.JAVA_HOME, ...installed];
	return homes.find(
		(home): home is string =>
			home !== undefined && existsSync(path.join(home, "bin/javac")) && versionOf(home) >= JAVA_LEAST,
	);
}

function versionOf(home: string): number {
	const release = path.join(home, "release");
	if (!existsSync(release)) return 0;
	return Number(/JAVA_VERSION="(\d+)/.exec(readFileSync(release, "utf8"))?.[1] ?? 0);
}

/** Folder of an Elasticsearch that is ready to run and belongs to nobody in particular; made on the first call. */
export function distribution(): string {
	// Not in the checkout: the account that runs it may not be able to enter that.
	const ready = path.join(os.tmpdir(), `tributary-elastic-${VERSION}-${process.getuid?.() ?? 0}`);
	if (existsSync(path.join(ready, "ready"))) return ready;
	const making = `${ready}.${process.pid}`;
	mkdirSync(making, { recursive: true });
	const java = javaHome();
	execFileSync(path.join(java, "bin/jar"), ["xf", download()], { cwd: making });
	const home = path.join(making, `elasticsearch-${VERSION}`);
	for (const name of readdirSync(path.join(home, "bin"))) chmodSync(path.join(home, "bin", name), 0o755);
	addPlugin(home, java);
	for (const name of readdirSync(home)) renameSync(path.join(home, name), path.join(making, name));
	writeFileSync(path.join(making, "ready"), "");
	execFileSync("chmod", ["-R", "a+rX", making]);
	if (existsSync(path.join(ready, "ready"))) rmSync(making, { recursive: true });
	else renameSync(making, ready);
	return ready;
}

function download(): string {
	const file = path.join(CACHE, `elasticsearch-${VERSION}.zip`);
	if (existsSync(file)) return file;
	const partial = path.join(CACHE, `partial-${process.pid}`);
	mkdirSync(partial, { recursive: true });
	const goal = ["-q", "-B", "dependency:copy", `-Dartifact=${ARTIFACT}`, `-DoutputDirectory=${partial}`];
	execFileSync("mvn", goal, { stdio: "inherit" });
	renameSync(path.join(partial, path.basename(file)), file);
	rmSync(partial, { recursive: true });
	return file;
}

/** See SecurityIndexAnalysis.java: without it no API key can be made. */
function addPlugin(home: string, java: string): void {
	const folder = path.join(home, "plugins/security-index-analysis");
	const classes = path.join(folder, "classes");
	mkdirSync(classes, { recursive: true });
	const source = path.join(folder, "SecurityIndexAnalysis.java");
	cpSync(path.join(HERE, "plugin/SecurityIndexAnalysis.java"), source);
	const compile = ["--release", String(JAVA_LEAST), "-nowarn", "-cp", path.join(home, "lib/*"), "-d", classes, source];
	execFileSync(path.join(java, "bin/javac"), compile, { stdio: ["ignore", "ignore", "inherit"] });
	execFileSync(path.join(java, "bin/jar"), [
		"cf",
		path.join(folder, "security-index-analysis.jar"),
		"-C",
		classes,
		".",
	]);
	rmSync(classes, { recursive: true });
	rmSync(source);
	const descriptor = {
		name: "security-index-analysis",
		description: "Analysis that the security index names, for the small distribution",
		version: "1",
		"elasticsearch.version": VERSION,
		"java.version": JAVA_LEAST,
		classname: "tributary.SecurityIndexAnalysis",
	};
	const lines = Object.entries(descriptor).map(([key, value]) => `${key}=${value}\n`);
	writeFileSync(path.join(folder, "plugin-descriptor.properties"), lines.join(""));
}
