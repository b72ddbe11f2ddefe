import { TributaryError } from "../../errors.ts";
import { isolatesNetwork, type Sandbox } from "./layers.ts";

/**
 * Strangers' files are read beside everybody's data: serving without a wall to the network has to be somebody's decision.
 * @throws TributaryError `unsafe-configuration` where parser processes could reach the network and nobody allowed it
 */
export function demandWall(
	{ allowWithoutNamespace }: { readonly allowWithoutNamespace: boolean },
	{ layers }: Sandbox,
): void {
	if (allowWithoutNamespace || isolatesNetwork(layers)) return;
	const detail = [
		"This system gives the parser processes no network namespace, so only Node's own guards keep a hostile file off the",
		"network: install bubblewrap, allow user namespaces to the service's account, or accept it by setting this to true.",
	].join(" ");
	throw new TributaryError("unsafe-configuration", { errors: [{ pointer: "/parser/allowWithoutNamespace", detail }] });
}
