/**
 * The policy of the page lets no text become a script or an address of one. Only what is listed here may be loaded as a worker: files of this
 * origin, named by the code.
 */
interface Policy {
	createScriptURL(url: string): string;
}
interface Factory {
	createPolicy(name: string, rules: { createScriptURL(url: string): string }): Policy;
}

const WORKERS = [/^\/service-worker\.js$/, /^\/assets\/pdf\.worker(?:\.min)?-[\w-]+\.m?js$/];

function own(url: string): string {
	const { origin, pathname } = new URL(url, location.href);
	if (origin === location.origin && WORKERS.some((allowed) => allowed.test(pathname))) return url;
	throw new TypeError("This is no script of the page.");
}

const factory = (globalThis as { trustedTypes?: Factory }).trustedTypes;
const policy = factory?.createPolicy("tributary", { createScriptURL: own }) ?? { createScriptURL: own };

/** The address of a worker, as the browser wants it where it knows Trusted Types. */
export const workerUrl = (url: string): string => policy.createScriptURL(url);
