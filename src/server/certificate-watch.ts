import { X509Certificate } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import type { Server as TlsServer } from "node:https";
import type { FastifyBaseLogger } from "fastify";
import { type TlsFiles, tlsOptions } from "../api/listening.ts";
import { certificateFaults } from "../config/certificate.ts";
import { TributaryError } from "../errors.ts";

/** Takes up a renewed certificate without a restart, and warns of one that is about to end. */
export interface CertificateWatch {
	/** Takes up what lies there now. @throws TributaryError `unsafe-configuration` it is not fit: the one before is served on */
	reload(): void;
	close(): void;
}

/** How often the files are looked at. Milliseconds. */
const LOOK = 10_000;
/** Days before the end from which it is warned of. */
const WARNING_DAYS = 30;
const DAY = 24 * 3600 * 1000;

export function watchCertificate(
	servers: readonly Pick<TlsServer, "setSecureContext">[],
	files: TlsFiles,
	{ log, look = LOOK }: { readonly log: Pick<FastifyBaseLogger, "info" | "warn" | "error">; readonly look?: number },
): CertificateWatch {
	let seen = stampOf(files);
	let warnedOn = 0;
	const reload = () => {
		seen = stampOf(files);
		const faults = certificateFaults(files);
		if (faults.length > 0) throw new TributaryError("unsafe-configuration", { errors: faults });
		for (const server of servers) server.setSecureContext(tlsOptions(files));
		warnedOn = 0;
		log.info({ event: "certificate", validTo: validTo(files).toISOString() });
	};
	const warn = () => {
		const days = Math.floor((validTo(files).getTime() - Date.now()) / DAY);
		if (days >= WARNING_DAYS || Date.now() - warnedOn < DAY) return;
		warnedOn = Date.now();
		log.warn({ event: "certificate-ends", days });
	};
	const turn = () => {
		try {
			if (stampOf(files) !== seen) reload();
			warn();
		} catch (err) {
			log.error({ event: "certificate", err });
		}
	};
	turn();
	const timer = setInterval(turn, look).unref();
	return { reload, close: () => clearInterval(timer) };
}

/** Changes when one of the files does. One that is being replaced may be gone for a moment. */
const stampOf = ({ certFile, keyFile, clientCertificates }: TlsFiles): string =>
	[certFile, keyFile, clientCertificates?.caFile ?? certFile]
		.map((file) => statSync(file, { throwIfNoEntry: false }))
		.map((stats) => `${stats?.ino}:${stats?.mtimeMs}:${stats?.size}`)
		.join(" ");

const validTo = ({ certFile }: TlsFiles): Date => new Date(new X509Certificate(readFileSync(certFile)).validTo);
