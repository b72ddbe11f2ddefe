import { BlockList, isIP } from "node:net";
import { TributaryError } from "../errors.ts";

/** Which addresses anything may be sent to: those of the public internet, and no other. */

/** IANA special-purpose registries, and what is not for single hosts. */
const NOT_PUBLIC_4: readonly (readonly [string, number])[] = [
	["0.0.0.0", 8], // this network
	["10.0.0.0", 8], // private
	["100.64.0.0", 10], // carrier-grade NAT
	["127.0.0.0", 8], // loopback
	["169.254.0.0", 16], // link-local, and the metadata service of clouds
	["172.16.0.0", 12], // private
	["192.0.0.0", 24], // IETF protocols
	["192.0.2.0", 24], // documentation
	["192.88.99.0", 24], // relays of 6to4
	["192.168.0.0", 16], // private
	["198.18.0.0", 15], // benchmarking
	["198.51.100.0", 24], // documentation
	["203.0.113.0", 24], // documentation
	["224.0.0.0", 4], // multicast
	["240.0.0.0", 4], // reserved, broadcast
];

const NOT_PUBLIC_6: readonly (readonly [string, number])[] = [
	["::", 96], // unspecified, loopback, IPv4-compatible
	["::ffff:0:0", 96], // IPv4-mapped
	["64:ff9b::", 96], // NAT64: an IPv4 address inside
	["64:ff9b:1::", 48], // local NAT64
	["100::", 64], // discard
	["2001::", 23], // IETF protocols: Teredo, benchmarking, ORCHID
	["2001:db8::", 32], // documentation
	["2002::", 16], // 6to4: an IPv4 address inside
	["3fff::", 20], // documentation
	["5f00::", 16], // segment routing
	["fc00::", 7], // unique local
	["fe80::", 10], // link-local
	["fec0::", 10], // site-local
	["ff00::", 8], // multicast
];

const blocked4 = new BlockList();
for (const [net, prefix] of NOT_PUBLIC_4) blocked4.addSubnet(net, prefix, "ipv4");
const blocked6 = new BlockList();
for (const [net, prefix] of NOT_PUBLIC_6) blocked6.addSubnet(net, prefix, "ipv6");
/** All that IANA has given out for single hosts so far. What lies beyond is refused too, whatever it may become. */
const global6 = new BlockList();
global6.addSubnet("2000::", 3, "ipv6");

const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("::1", "ipv6");

/** False for whatever is not an address, too. */
export function isPublicAddress(address: string): boolean {
	const family = isIP(address);
	if (family === 4) return !blocked4.check(address, "ipv4");
	return family === 6 && global6.check(address, "ipv6") && !blocked6.check(address, "ipv6");
}

const privateNets = new BlockList();
for (const [net, prefix] of [
	["10.0.0.0", 8],
	["172.16.0.0", 12],
	["192.168.0.0", 16],
] as const)
	privateNets.addSubnet(net, prefix, "ipv4");
privateNets.addSubnet("fc00::", 7, "ipv6");

/** Of a private network: neither this machine nor link-local, where clouds have their metadata. */
export function isPrivateAddress(address: string): boolean {
	const family = isIP(address);
	return family !== 0 && privateNets.check(address, family === 4 ? "ipv4" : "ipv6");
}

export function isLoopbackAddress(address: string): boolean {
	const family = isIP(address);
	return family !== 0 && loopback.check(address, family === 4 ? "ipv4" : "ipv6");
}

/** What a URL must be like. */
export interface AddressRules {
	/** Take addresses of private networks too, over https: of a service that the operator himself named. */
	readonly allowPrivate?: boolean;
	/** Ports that may be named or meant. */
	readonly ports: readonly number[];
	/** Take plain http, and any port, where every address is this machine's own: for a demo on one machine. */
	readonly allowLoopback: boolean;
}

/** Of our own webhooks: nothing but the port of https, so that no other service can be reached by them. */
export const WEBHOOK_PORTS: readonly number[] = [443];
/** Of an ATS callback: as the protocol says. */
export const CALLBACK_PORTS: readonly number[] = [443, 80];

export interface Target {
	readonly url: URL;
	/** Without the brackets of IPv6. Literals are in their one normal spelling: the URL parser has read all others. */
	readonly host: string;
	/** The port that is meant. */
	readonly port: number;
	/** Allowed for addresses of this machine only. */
	readonly mustBeLoopback: boolean;
}

const MAX_URL = 2048;

export const refused = (detail: string): TributaryError => new TributaryError("address-not-allowed", { detail });

/**
 * Reads a URL and checks what can be told without asking for the addresses of its name.
 * @throws TributaryError `address-not-allowed`, the detail names the rule
 */
export function readTarget(text: string, { ports, allowLoopback }: AddressRules): Target {
	if (text.length > MAX_URL || !URL.canParse(text))
		throw refused(`Give an absolute URL of up to ${MAX_URL} characters.`);
	const url = new URL(text);
	if (url.protocol !== "https:" && !(allowLoopback && url.protocol === "http:")) throw refused("Use https.");
	if (url.username !== "" || url.password !== "") throw refused("Leave out user name and password.");
	if (url.hash !== "") throw refused("Leave out the fragment.");
	const host = url.hostname.replace(/^\[|\]$/g, "");
	const port = url.port === "" ? (url.protocol === "https:" ? 443 : 80) : Number(url.port);
	const ordinary = url.protocol === "https:" && ports.includes(port);
	if (!ordinary && !allowLoopback) throw refused(`Use port ${ports.join(" or ")}.`);
	return { url, host, port, mustBeLoopback: !ordinary };
}

/**
 * Checks the addresses of a target: a single one that is not allowed refuses them all.
 * @throws TributaryError `address-not-allowed`
 */
export function checkAddresses(
	target: Target,
	addresses: readonly string[],
	{ ports, allowLoopback, allowPrivate = false }: AddressRules,
): void {
	if (addresses.length === 0) throw refused("The name has no address.");
	const own = allowLoopback && addresses.every(isLoopbackAddress);
	if (target.mustBeLoopback && !own) throw refused(`Use https on port ${ports.join(" or ")}.`);
	const isAllowed = (address: string) => isPublicAddress(address) || (allowPrivate && isPrivateAddress(address));
	if (!own && !addresses.every(isAllowed)) throw refused("The address is not one of the public internet.");
}
