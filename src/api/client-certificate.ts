import { TLSSocket } from "node:tls";
import type { FastifyRequest } from "fastify";
import { type PeerCertificate, peerOf } from "../tenancy/client-certificates.ts";

const read = new WeakMap<TLSSocket, PeerCertificate>();

/**
 * The certificate that the connection of a request was made with; null where there is none, or TLS ends before us: a header that tells of
 * one could be written by anybody.
 */
export function certificateOf({ raw: { socket } }: FastifyRequest): PeerCertificate | null {
	if (!(socket instanceof TLSSocket)) return null;
	const known = read.get(socket);
	if (known !== undefined) return known;
	const certificate = socket.getPeerX509Certificate();
	if (certificate === undefined) return null;
	const peer = peerOf(certificate, socket.authorized);
	read.set(socket, peer);
	return peer;
}
