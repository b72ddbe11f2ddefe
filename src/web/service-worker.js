/**
 * Keeps the page's own files, so that it opens without a network and says so. Answers of the API are never kept: they are people's data, and
 * on a shared machine nothing of them may stay behind.
 */
const CACHE = "tributary-__VERSION__";
const NAMED = ["/icon.svg", "/again.js"];
const FILES = ["/", ...NAMED, "__FILES__"];

self.addEventListener("install", (event) => {
	event.waitUntil(
		caches
			.open(CACHE)
			.then((cache) => cache.addAll(FILES))
			.then(() => self.skipWaiting()),
	);
});

self.addEventListener("activate", (event) => {
	event.waitUntil(removeOthers().then(() => self.clients.claim()));
});

async function removeOthers() {
	const names = await caches.keys();
	await Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)));
}

self.addEventListener("fetch", (event) => {
	const { method, url, mode } = event.request;
	const { origin, pathname } = new URL(url);
	if (method !== "GET" || origin !== self.location.origin) return;
	// The page itself: the newest, or the kept one where there is no network. Its parts have their content in their names.
	if (mode === "navigate" && pathname === "/") event.respondWith(fetch(event.request).catch(() => kept("/")));
	else if (NAMED.includes(pathname) || pathname.startsWith("/assets/")) event.respondWith(keptOrFetched(event.request));
});

async function kept(key) {
	return (await caches.match(key)) ?? Response.error();
}

async function keptOrFetched(request) {
	return (await caches.match(request)) ?? fetch(request);
}
