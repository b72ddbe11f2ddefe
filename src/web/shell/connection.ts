import { signal } from "@preact/signals";
import { workerUrl } from "./trusted-types.ts";

/** Whether the service answers. What is on the screen stays usable while it does not. */
export const reachable = signal(navigator.onLine);

/** Resolves when the service answers again. */
export const reached = (): Promise<void> =>
	new Promise((resolve) => {
		const stop = reachable.subscribe((is) => {
			if (!is) return;
			resolve();
			// The first call comes before there is anything to stop.
			queueMicrotask(() => stop());
		});
	});

/** Milliseconds between two tries while it does not answer. */
const RETRY = 5000;

async function tryAgain(): Promise<void> {
	if (reachable.value) return;
	reachable.value = await fetch("/v1/health", { cache: "no-store" }).then(
		({ ok }) => ok,
		() => false,
	);
}

/** Follows the connection, and keeps the page's files for when there is none. */
export function watchConnection(): void {
	window.addEventListener("offline", () => {
		reachable.value = false;
	});
	window.addEventListener("online", tryAgain);
	setInterval(tryAgain, RETRY);
	// Over plain http the browser offers workers on this machine only.
	if ("serviceWorker" in navigator && import.meta.env.PROD) {
		navigator.serviceWorker.register(workerUrl("/service-worker.js")).catch(() => {});
	}
}
