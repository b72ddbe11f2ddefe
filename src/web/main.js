import { PAGE_SIZE, readAddress, requestFor, takeToken, writeAddress } from "./address.js";
import { ApiError, search, session, signIn } from "./api.js";
import { card } from "./cards.js";
import { byId, element } from "./element.js";
import { chipList, facetList } from "./facets.js";
import { number, texts } from "./texts.js";
import { installTheme } from "./theme.js";

/** The recruiter's page: sign in, search, see why, narrow down. */

const EXAMPLES = [
	"java developer kubernetes",
	'title:nurse AND (icu OR "intensive care")',
	'skill:SAP NOT company:"Example Consulting"',
];
/** People that can be paged to: the API answers no page beyond. */
const RESULT_WINDOW = 1000;
/** Words that a part of the query was widened to; more would push the people off the screen. */
const SHOWN_WORDS = 5;

let running = new AbortController();

function start() {
	for (const node of document.querySelectorAll("[data-text]")) node.textContent = texts[node.dataset.text];
	byId("query").placeholder = texts.placeholder;
	installTheme(byId("theme"));
	const token = takeToken();
	if (token !== null) session.token = token;
	byId("signin-form").addEventListener("submit", onSignIn);
	byId("sign-out").addEventListener("click", () => showSignIn(null));
	byId("search-form").addEventListener("submit", onSearch);
	byId("home").addEventListener("click", onHome);
	byId("skip").addEventListener("click", onSkip);
	window.addEventListener("hashchange", show);
	document.addEventListener("keydown", onKey);
	if (session.token === null) showSignIn(null);
	else showApp();
}

function showSignIn(message) {
	running.abort();
	session.token = null;
	byId("app").hidden = true;
	byId("signin").hidden = false;
	for (const id of ["hits", "facets", "chips", "lint", "total", "understood"]) byId(id).replaceChildren();
	tellSignIn(message);
	byId("client-id").focus();
}

function tellSignIn(message) {
	byId("signin-error").hidden = message === null;
	byId("signin-error").textContent = message ?? "";
}

async function onSignIn(event) {
	event.preventDefault();
	const button = byId("signin-form").querySelector("button");
	button.disabled = true;
	tellSignIn(null);
	try {
		await signIn(byId("client-id").value.trim(), byId("client-secret").value);
		byId("client-secret").value = "";
		showApp();
	} catch (error) {
		tellSignIn(error.message);
	} finally {
		button.disabled = false;
	}
}

function showApp() {
	byId("signin").hidden = true;
	byId("app").hidden = false;
	byId("tenant").textContent = session.tenant;
	show();
	byId("query").focus();
}

function onSearch(event) {
	event.preventDefault();
	const asked = { query: byId("query").value.trim(), page: 1, filters: readAddress()?.filters ?? {} };
	go(asked);
}

/** Writes the address; the search follows from it. The same search once more is done once more. */
function go(asked) {
	const before = location.hash;
	writeAddress(asked);
	if (location.hash === before) show();
}

function onHome(event) {
	event.preventDefault();
	history.pushState(null, "", location.pathname);
	show();
	byId("query").focus();
}

/** Not by the address: that says what is searched for. */
function onSkip(event) {
	event.preventDefault();
	byId("results").focus();
}

async function show() {
	const token = takeToken();
	if (token !== null) session.token = token;
	if (session.token === null) return;
	running.abort();
	running = new AbortController();
	const { signal } = running;
	const asked = readAddress();
	byId("query").value = asked?.query ?? "";
	if (asked === null) return showBeginning();
	showBusy();
	try {
		showAnswer(asked, await search(requestFor(asked), signal));
	} catch (error) {
		if (error.name !== "AbortError" && !signal.aborted) showFailure(error);
	}
}

function clear() {
	for (const id of ["hits", "facets", "chips", "lint", "state", "total", "understood"]) byId(id).replaceChildren();
	byId("chips").hidden = true;
	byId("paging").hidden = true;
	byId("app").classList.remove("busy");
}

function showBeginning() {
	clear();
	const examples = EXAMPLES.map((query) =>
		element("button.plain", { type: "button", onclick: () => go({ query, page: 1, filters: {} }) }, query),
	);
	const hint = element("p", {}, texts.beginHint);
	byId("state").append(
		element("div.empty", {}, element("h2", {}, texts.begin), hint, element("div.examples", {}, ...examples)),
	);
}

/** What was there stays, dimmed; only a first search shows placeholders. */
function showBusy() {
	byId("app").classList.add("busy");
	byId("results").setAttribute("aria-busy", "true");
	if (byId("hits").childElementCount > 0) return;
	byId("state").replaceChildren(...Array.from({ length: 4 }, () => element("div.skeleton", { "aria-hidden": "true" })));
}

function showFailure(error) {
	byId("results").setAttribute("aria-busy", "false");
	if (error instanceof ApiError && error.status === 401) return showSignIn(texts.signedOut);
	clear();
	const message = error instanceof ApiError && error.status === 403 ? texts.noSearch : error.message;
	const id = error.requestId ? element("span.muted", {}, texts.requestId(error.requestId)) : null;
	byId("state").append(
		element(
			"div.notice.error.failure",
			{ role: "alert" },
			element("strong", {}, texts.failed),
			element("span", {}, message),
			id,
			element("button.primary", { type: "button", onclick: show }, texts.again),
		),
	);
}

function showAnswer(asked, answer) {
	clear();
	byId("results").setAttribute("aria-busy", "false");
	const toggle = (facet, value) => go({ ...asked, page: 1, filters: toggled(asked.filters, facet, value) });
	byId("lint").replaceChildren(...answer.lint.map((entry) => lintItem(asked.query, entry)));
	byId("facets").replaceChildren(...facetList(answer.facets, asked.filters, toggle));
	const chips = chipList(asked.filters, answer.facets, toggle, () => go({ ...asked, page: 1, filters: {} }));
	byId("chips").replaceChildren(...chips);
	byId("chips").hidden = chips.length === 0;
	showTotal(answer);
	byId("hits").replaceChildren(...answer.hits.map(card));
	if (answer.hits.length === 0) {
		byId("state").append(element("div.empty", {}, element("h2", {}, texts.nobody), element("p", {}, texts.nobodyHint)));
	}
	showPaging(asked, answer);
}

function toggled(filters, facet, value) {
	const before = filters[facet] ?? [];
	const after = before.includes(value) ? before.filter((other) => other !== value) : [...before, value];
	const { [facet]: _, ...others } = filters;
	return after.length === 0 ? others : { ...others, [facet]: after };
}

function lintItem(query, { level, message, span }) {
	const part = query.slice(span.start, span.end);
	return element(`li.${level}`, {}, part === "" || part === query ? null : element("code", {}, part), message);
}

function showTotal({ total, totalFull, understood, expansions }) {
	const fully = totalFull < total ? texts.fully(number(totalFull)) : "";
	byId("total").textContent = texts.people(total, number(total)) + fully;
	const some = (words) => words.slice(0, SHOWN_WORDS).join(", ") + (words.length > SHOWN_WORDS ? " …" : "");
	const widened = expansions.map(({ clause, words }) => texts.also(clause, some(words)));
	const parts = understood === "" ? [] : [`${texts.understood} `, element("code", {}, understood)];
	if (widened.length > 0) parts.push(parts.length > 0 ? " · " : "", widened.join(" · "));
	byId("understood").replaceChildren(...parts);
}

function showPaging(asked, { total, page }) {
	const pages = Math.ceil(Math.min(total, RESULT_WINDOW) / PAGE_SIZE);
	if (pages < 2) return;
	const turn = (label, to) =>
		element("button", { type: "button", disabled: to < 1 || to > pages, onclick: () => turnTo(asked, to) }, label);
	byId("paging").replaceChildren(
		turn(texts.previous, page - 1),
		element("span", {}, texts.page(number(page), number(pages))),
		turn(texts.next, page + 1),
	);
	byId("paging").hidden = false;
}

function turnTo(asked, page) {
	go({ ...asked, page });
	window.scrollTo({ top: 0 });
	byId("results").focus();
}

/** `/` goes to the search box, arrows walk over the people, Enter opens the reasons, Escape leaves. */
function onKey(event) {
	if (byId("app").hidden || event.ctrlKey || event.metaKey || event.altKey) return;
	const typing = event.target instanceof HTMLInputElement;
	if (event.key === "/" && !typing) {
		event.preventDefault();
		byId("query").select();
	} else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
		const cards = [...byId("hits").children];
		const at = cards.indexOf(document.activeElement?.closest(".hit"));
		const next = event.key === "ArrowDown" ? at + 1 : at - 1;
		if (typing && event.key === "ArrowUp") return;
		event.preventDefault();
		if (next < 0) byId("query").focus();
		else cards[Math.min(next, cards.length - 1)]?.focus();
	} else if (event.key === "Enter" && event.target.matches?.(".hit")) {
		event.target.querySelector(".toggle")?.click();
	} else if (event.key === "Escape") document.activeElement?.blur();
}

start();
