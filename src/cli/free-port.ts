import net, { type AddressInfo } from "node:net";
import { asAddressFault } from "../api/listening.ts";
import { TributaryError } from "../errors.ts";

/**
 * A port that can be listened on now: looked for before work is done that would be in vain without one.
 * @param wanted 0 for any
 * @param instead whether any other port will do where the wanted one cannot be had
 * @throws TributaryError `address-unavailable`
 */
export async function freePort(
	host: string,
	wanted: number,
	{ instead }: { readonly instead: boolean },
): Promise<number> {
	try {
		return await tryPort(host, wanted);
	} catch (error) {
		if (!instead || !(error instanceof TributaryError)) throw error;
		return tryPort(host, 0);
	}
}

async function tryPort(host: string, port: number): Promise<number> {
	const server = net.createServer();
	try {
		await new Promise<void>((resolve, reject) => {
			server.once("error", reject);
			server.listen({ host, port }, resolve);
		});
		return (server.address() as AddressInfo).port;
	} catch (cause) {
		throw asAddressFault(cause, { host, port });
	} finally {
		await new Promise<void>((resolve) => server.close(() => resolve()));
	}
}
