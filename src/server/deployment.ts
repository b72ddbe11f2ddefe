import type { Config } from "../config.ts";
import { packageVersion } from "../package-root.ts";
import type { Deployment } from "../sync/processing-record.ts";

/** What an engine is called in the registry and in messages. */
export const engineName = (engine: Config["engine"]): "embedded" | "elasticsearch" =>
	engine === "embedded" ? "embedded" : "elasticsearch";

/** What of the configuration belongs into a record of processing. */
export const deploymentOf = ({ engine, embeddings, tls, publicUrl }: Config): Deployment => ({
	engine: engineName(engine),
	// A model in a folder of this machine is no recipient.
	embeddings:
		embeddings === null || !("url" in embeddings)
			? null
			: { host: new URL(embeddings.url).host, people: embeddings.people },
	tls: tls !== null || publicUrl.startsWith("https:"),
	version: packageVersion(),
});
