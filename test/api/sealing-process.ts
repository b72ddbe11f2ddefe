/** A service that can be sealed, in a process whose memory is looked at. Argument: its data folder. */

import path from "node:path";
import { createLog } from "../../src/api/request-log.ts";
import { configFor } from "../../src/config.ts";
import { serveSealable } from "../../src/server/seal.ts";
import { startServer } from "../../src/server.ts";

const dataDir = process.argv[2] ?? "";
const config = configFor({
	dataDir,
	masterKey: { file: path.join(path.dirname(dataDir), "master.key") },
	listen: { host: "127.0.0.1", port: 0 },
	publicUrl: "http://127.0.0.1",
	parser: { allowWithoutNamespace: true },
});
const log = createLog("silent");
const server = await serveSealable(
	config,
	(fixed) => startServer(fixed, { log }),
	(event) => process.send?.({ event }),
);
process.on("message", () => void server.close().then(() => process.disconnect()));
process.send?.({ event: "serving", url: server.url });
