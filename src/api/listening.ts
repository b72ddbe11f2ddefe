import { readFileSync } from "node:fs";
import type { Server } from "node:http";
import type { ServerOptions as TlsOptions } from "node:https";
import type { AddressInfo } from "node:net";
import { TributaryError } from "../errors.ts";

/** Where the API listens, and how TLS is spoken there. */

interface Place {
	readonly host: string;
	readonly port: number;
}

export interface TlsFiles {
	readonly certFile: string;
	readonly keyFile: string;
	readonly minVersion: "TLSv1.2" | "TLSv1.3";
	/** Certificates of clients are asked for, and looked at where one signs in by its own; absent or null: they are not. */
	readonly clientCertificates?: { readonly caFile: string | null } | null;
}

/** @throws TributaryError `address-unavailable` */
export async function listen(app: { listen(where: Place): Promise<string> }, { host, port }: Place): Promise<void> {
	try {
		await app.listen({ host, port });
	} catch (cause) {
		throw asAddressFault(cause, { host, port });
	}
}

/** @throws as {@link listen} */
export async function listenWith(server: Server, { host, port }: Place): Promise<void> {
	await new Promise<void>((resolve, reject) => {
		server.once("error", (cause) => reject(asAddressFault(cause, { host, port })));
		server.listen(port, host, resolve);
	});
}

/** What kept a process from listening, as `address-unavailable` where it is the address. */
export function asAddressFault(cause: unknown, { host, port }: Place): unknown {
	const { code } = cause as NodeJS.ErrnoException;
	if (code === undefined || !["EADDRINUSE", "EADDRNOTAVAIL", "EACCES"].includes(code)) return cause;
	return new TributaryError("address-unavailable", { detail: `${host}, port ${port}: ${code}`, cause });
}

/** Forward secrecy and authenticated encryption only (RFC 9325, 4.2); the suites of TLS 1.3 are all of that kind. */
const CIPHERS = [
	"TLS_AES_256_GCM_SHA384",
	"TLS_CHACHA20_POLY1305_SHA256",
	"TLS_AES_128_GCM_SHA256",
	"ECDHE-ECDSA-AES256-GCM-SHA384",
	"ECDHE-RSA-AES256-GCM-SHA384",
	"ECDHE-ECDSA-CHACHA20-POLY1305",
	"ECDHE-RSA-CHACHA20-POLY1305",
	"ECDHE-ECDSA-AES128-GCM-SHA256",
	"ECDHE-RSA-AES128-GCM-SHA256",
].join(":");

export function tlsOptions({ certFile, keyFile, minVersion, clientCertificates }: TlsFiles): TlsOptions {
	return {
		cert: readFileSync(certFile),
		key: readFileSync(keyFile),
		minVersion,
		ciphers: CIPHERS,
		honorCipherOrder: true,
		...(clientCertificates == null ? {} : askingForCertificates(clientCertificates.caFile)),
	};
}

/**
 * Who shows none, or one that nobody vouches for, is connected all the same: what it is worth is decided where he signs in. Without an authority
 * of our own none vouches: those that the system trusts give certificates to everybody.
 */
const askingForCertificates = (caFile: string | null): TlsOptions => ({
	requestCert: true,
	rejectUnauthorized: false,
	ca: caFile === null ? [] : readFileSync(caFile),
});

/** The address that this machine reaches the API under. @param host as configured */
export function ownUrl(asked: string, isTls: boolean, { port, address, family }: AddressInfo): string {
	const host = asked === "localhost" ? "localhost" : family === "IPv6" ? `[${address}]` : address;
	return `${isTls ? "https" : "http"}://${host}:${port}`;
}
