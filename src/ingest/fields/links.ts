import { flowingText, type Line, type LinkTarget } from "../layout/line.ts";
import { type Found, found } from "./evidence.ts";

export interface Link {
	readonly url: string;
	readonly network: string | null;
	readonly username: string | null;
}

/** Networks by the host of their addresses; the pattern takes the account's name from the path. */
const NETWORKS: readonly { readonly name: string; readonly host: RegExp; readonly path: RegExp }[] = [
	{ name: "LinkedIn", host: /(?:^|\.)linkedin\.com$/, path: /^\/(?:in|pub)\/([^/?#]+)/ },
	{ name: "GitHub", host: /^(?:www\.)?github\.com$/, path: /^\/([\w-]+)\/?$/ },
	{ name: "GitLab", host: /(?:^|\.)gitlab\.com$/, path: /^\/([\w.-]+)\/?$/ },
	{ name: "Bitbucket", host: /(?:^|\.)bitbucket\.org$/, path: /^\/([\w.-]+)\/?$/ },
	{ name: "Stack Overflow", host: /(?:^|\.)stackoverflow\.com$/, path: /^\/users\/\d+\/([^/?#]+)/ },
	{ name: "XING", host: /(?:^|\.)xing\.com$/, path: /^\/profile\/([^/?#]+)/ },
	{ name: "X", host: /^(?:www\.)?(?:twitter|x)\.com$/, path: /^\/@?(\w+)\/?$/ },
	{ name: "Medium", host: /(?:^|\.)medium\.com$/, path: /^\/@([\w.-]+)/ },
	{ name: "Behance", host: /(?:^|\.)behance\.net$/, path: /^\/([\w.-]+)\/?$/ },
	{ name: "Dribbble", host: /(?:^|\.)dribbble\.com$/, path: /^\/([\w.-]+)\/?$/ },
	{ name: "ORCID", host: /(?:^|\.)orcid\.org$/, path: /^\/([\dX-]+)/ },
	{ name: "Google Scholar", host: /^scholar\.google\./, path: /user=([\w-]+)/ },
	{ name: "ResearchGate", host: /(?:^|\.)researchgate\.net$/, path: /^\/profile\/([^/?#]+)/ },
	{ name: "Kaggle", host: /(?:^|\.)kaggle\.com$/, path: /^\/([\w.-]+)\/?$/ },
	{ name: "LeetCode", host: /(?:^|\.)leetcode\.com$/, path: /^\/(?:u\/)?([\w.-]+)\/?$/ },
	{ name: "HackerRank", host: /(?:^|\.)hackerrank\.com$/, path: /^\/(?:profile\/)?([\w.-]+)\/?$/ },
	{ name: "CodePen", host: /(?:^|\.)codepen\.io$/, path: /^\/([\w.-]+)\/?$/ },
	{ name: "DEV", host: /^dev\.to$/, path: /^\/([\w.-]+)\/?$/ },
	{ name: "YouTube", host: /(?:^|\.)youtube\.com$/, path: /^\/(?:@|c\/|user\/)([\w.-]+)/ },
	{ name: "Facebook", host: /(?:^|\.)facebook\.com$/, path: /^\/([\w.-]+)\/?$/ },
	{ name: "Instagram", host: /(?:^|\.)instagram\.com$/, path: /^\/([\w.-]+)\/?$/ },
	{ name: "Telegram", host: /^(?:t\.me|telegram\.me)$/, path: /^\/([\w]+)\/?$/ },
];

const URL_TEXT =
	/(?<![@\p{L}\p{N}.])(?:https?:\/\/|www\.)[^\s<>"'|•]+|(?<![@\p{L}\p{N}./-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:com|org|net|io|dev|me|co|ai|app|tech|design|info|eu|de|at|ch|fr|es|it|pt|nl|be|se|no|dk|fi|pl|cz|uk|ie|us|ca|au|nz|br|mx|ar|in|cn|jp|kr|tw|hk|sg|tr|ru|gg|xyz|site|online|page|blog|studio|works|cloud|software|systems|engineering|academy)(?:\/[^\s<>"'|•,;]*)?(?![\p{L}\p{N}@])/giu;

const trimUrl = (text: string): string => text.replace(/[).,;:!?\]}>]+$/u, "");

/** Characters of an address and of an account's name; browsers and servers take no longer ones. */
const LONGEST_URL = 2000;
const LONGEST_USERNAME = 200;

/** Reads an address; null for what is none. */
export function readLink(text: string): Link | null {
	const written = trimUrl(text.trim());
	if (written.length > LONGEST_URL) return null;
	let url: URL;
	try {
		url = new URL(/^https?:\/\//i.test(written) ? written : `https://${written}`);
	} catch {
		return null;
	}
	if (!/\./.test(url.hostname) || !/^https?:$/.test(url.protocol)) return null;
	const network = NETWORKS.find((entry) => entry.host.test(url.hostname));
	const account = network === undefined ? undefined : network.path.exec(url.pathname + url.search)?.[1];
	const username = account === undefined || account.length > LONGEST_USERNAME ? "" : decode(account).trim();
	if (network === undefined || username === "") return { url: written, network: null, username: null };
	return { url: written, network: network.name, username };
}

function decode(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

/** "GitHub: janedoe" names an account without an address. */
const NAMED =
	/^(linkedin|github|gitlab|xing|twitter|stack ?overflow|behance|dribbble|medium|kaggle)\s*[:：]\s*@?([\w.-]{3,40})$/i;

/** Addresses in the head of a resume and behind its links, in order, each once. */
export function findLinks(lines: readonly Line[], targets: readonly LinkTarget[]): Found<Link>[] {
	const links: Found<Link>[] = [];
	const key = (url: string): string =>
		url
			.toLowerCase()
			.replace(/^https?:\/\/(?:www\.)?/, "")
			.replace(/\/$/, "");
	const add = (link: Link | null, confidence: number, rule: string, line: Line): void => {
		if (link === null || links.some((known) => key(known.value.url) === key(link.url))) return;
		links.push(found(link, confidence, rule, [line]));
	};
	for (const line of lines) {
		for (const match of flowingText(line)
			.replace(/(?<![^\s@])[^\s@]+@[^\s@]+/g, " ")
			.matchAll(URL_TEXT))
			add(readLink(match[0]), 0.95, "an address", line);
		for (const target of targets) {
			if (target.line === line.number && /^https?:/i.test(target.url))
				add(readLink(target.url), 0.9, "target of a link", line);
		}
		for (const cell of line.cells) {
			const named = NAMED.exec(cell.text.trim());
			const network = NETWORKS.find(
				(entry) => entry.name.toLowerCase().replace(" ", "") === named?.[1]?.toLowerCase().replace(" ", ""),
			);
			if (named !== null && network !== undefined && !/\.(?:com|org|net)/.test(named[2] ?? "")) {
				const link = { url: "", network: network.name, username: named[2] ?? "" };
				if (!links.some((known) => known.value.network === network.name))
					links.push(found(link, 0.85, "account beside the network's name", [line]));
			}
		}
	}
	return links;
}
