import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";

/** Who signs in there next. */
export interface Vouched {
	readonly subject: string;
	readonly email?: string;
	readonly verified?: boolean;
	readonly amr?: readonly string[];
	readonly acr?: string;
}

export interface IdentityProvider {
	readonly issuer: string;
	/** From now on whoever is sent there is this person. */
	vouchFor(person: Vouched): Promise<void>;
	/** Follows the provider's redirects as a browser does, to the first address that is not the provider's. */
	visit(location: string): Promise<URL>;
	close(): void;
}

export const SECRET = "a secret of at least thirty-two characters";

export async function startIdentityProvider(): Promise<IdentityProvider> {
	const file = path.join(import.meta.dirname, "provider-process.ts");
	const child: ChildProcess = spawn(process.execPath, [file], { stdio: ["ignore", "pipe", "ignore"] });
	const [line] = (await once(child.stdout as NodeJS.ReadableStream, "data")) as [Buffer];
	const issuer = line.toString().trim();
	return {
		issuer,
		vouchFor: async (person) => {
			await fetch(`${issuer}/control`, { method: "POST", body: JSON.stringify(person) });
		},
		visit: (location) => visit(issuer, location),
		close: () => void child.kill(),
	};
}

async function visit(issuer: string, location: string): Promise<URL> {
	const cookies = new Map<string, string>();
	let url = new URL(location);
	for (let steps = 0; steps < 10 && url.origin === issuer; steps++) {
		const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
		const answer = await fetch(url, { redirect: "manual", headers: { cookie } });
		for (const set of answer.headers.getSetCookie()) {
			const [pair = ""] = set.split(";");
			cookies.set(pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1));
		}
		const next = answer.headers.get("location");
		if (next === null) throw new Error(`The provider answered ${answer.status}: ${await answer.text()}`);
		url = new URL(next, url);
	}
	return url;
}
