import { saveOriginal } from "./api.js";
import { element } from "./element.js";
import { date, decimal, number, texts } from "./texts.js";

/** A person in the list: who, where from, why at this place. */
export function card(hit) {
	const why = hit.explanation === null ? null : explanation(hit.explanation);
	const made = element(
		"li.hit",
		{ tabindex: "-1", "data-rank": hit.rank },
		element("span.rank", {}, number(hit.rank)),
		element(
			"h3",
			{},
			element("span", {}, hit.name ?? texts.noName),
			element(`span.badge.${hit.origin}`, {}, texts.origins[hit.origin]),
		),
		element("p.score", {}, decimal(hit.score), element("small", {}, texts.score)),
		element("div.body", {}, role(hit), facts(hit), skills(hit), highlights(hit), actions(hit, why), why),
	);
	return made;
}

function role({ currentTitle, currentCompany, headline }) {
	const title = currentTitle ?? headline;
	if (title === null && currentCompany === null) return null;
	const text = title !== null && currentCompany !== null ? texts.at(title, currentCompany) : (title ?? currentCompany);
	return element("p.role", {}, text);
}

function facts({ location, years, updatedAt }) {
	const whole = years === null ? null : Math.floor(years);
	return element(
		"p.facts",
		{},
		location === null ? null : element("span", {}, location),
		whole === null ? null : element("span", {}, texts.years(whole, number(whole))),
		element("span", {}, texts.updated(date(updatedAt))),
	);
}

const SHOWN_SKILLS = 8;

function skills({ skills: all }) {
	if (all.length === 0) return null;
	return element("ul.skills", {}, ...all.slice(0, SHOWN_SKILLS).map((skill) => element("li", {}, skill)));
}

const SHOWN_HIGHLIGHTS = 5;

/** The same words in the same field are shown once, however many jobs they stand in. */
function highlights({ highlights: found }) {
	const different = new Map(found.map((highlight) => [`${highlight.field}\n${highlight.text}`, highlight]));
	const all = [...different.values()].slice(0, SHOWN_HIGHLIGHTS);
	if (all.length === 0) return null;
	const item = ({ field, text, spans }) =>
		element("li", {}, element("span.field", {}, texts.fields[field] ?? field), ...marked(text, spans));
	return element("ul.highlights", {}, ...all.map(item));
}

/** The text with its matches marked. Only text nodes: what stands in a resume stays text. */
export function marked(text, spans) {
	const parts = [];
	let from = 0;
	for (const [start, end] of spans) {
		if (start < from) continue;
		parts.push(text.slice(from, start), element("mark", {}, text.slice(start, end)));
		from = end;
	}
	parts.push(text.slice(from));
	return parts.filter((part) => part !== "");
}

function actions({ candidateId }, why) {
	const buttons = [];
	if (why !== null) {
		const toggle = element("button.plain.toggle", { type: "button", "aria-expanded": "false" }, texts.why);
		toggle.addEventListener("click", () => {
			why.hidden = !why.hidden;
			toggle.setAttribute("aria-expanded", String(!why.hidden));
			toggle.textContent = why.hidden ? texts.why : texts.hideWhy;
		});
		buttons.push(toggle);
	}
	if (candidateId !== null) buttons.push(originalButton(candidateId));
	return buttons.length === 0 ? null : element("div.actions", {}, ...buttons);
}

function originalButton(candidateId) {
	const told = element("span.muted", { role: "status" });
	const fetchIt = async () => {
		told.textContent = "";
		await saveOriginal(candidateId).catch((error) => {
			told.textContent = error.status === 404 ? texts.noOriginal : error.message || texts.originalFailed;
		});
	};
	return element("span", {}, element("button.plain", { type: "button", onclick: fetchIt }, texts.original), told);
}

/** The contributions, and their sum: it is the score. */
function explanation({ score, contributions, missing, warnings, profile }) {
	const most = Math.max(...contributions.map(({ points }) => Math.abs(points)), Number.MIN_VALUE);
	const notes = [...(missing.length > 0 ? [texts.notFound(missing.join(", "))] : []), ...warnings];
	return element(
		"div.why",
		{ hidden: true },
		element(
			"table",
			{},
			element("tbody", {}, ...contributions.map((contribution) => contributionRow(contribution, most))),
			element(
				"tfoot",
				{},
				element(
					"tr",
					{},
					element("td.points", {}, decimal(score)),
					element("td.bar"),
					element("th", { scope: "row" }, `${texts.sum} (${profile})`),
				),
			),
		),
		...notes.map((note) => element("p.note", {}, note)),
	);
}

function contributionRow({ points, text, pool }, most) {
	const bar = element("span");
	bar.style.setProperty("--share", String(Math.abs(points) / most));
	const kind = points < 0 ? ".minus" : pool === "network" ? ".network" : "";
	return element(
		"tr",
		{},
		element("td.points", {}, `${points < 0 ? "−" : "+"}${decimal(Math.abs(points))}`),
		element(`td.bar${kind}`, {}, bar),
		element("td", {}, text, " ", pool === "network" ? element("span.pool", {}, texts.pools.network) : null),
	);
}
