import { dateTime, number } from "../../shell/format.ts";
import { ScrollTable } from "../../shell/scroll-table.tsx";
import { textOfCode } from "../../shell/states.tsx";
import type { KindHealth, SyncStatus } from "../model.ts";
import { adminTexts } from "../texts/index.ts";

/** Whether synchronizing goes well, what came of each kind, and what failed. */

const COUNTS = ["stored", "created", "updated", "deleted", "refused", "stale", "withheld"] as const;
const DAY = 24 * 3600 * 1000;

export function Health({ status }: { status: SyncStatus }) {
	const t = adminTexts.value.sync;
	const order = Object.keys(t.kinds);
	const kinds = Object.entries(status.kinds).toSorted(([one], [other]) => order.indexOf(one) - order.indexOf(other));
	const { kind: mood, text } = moodOf(status);
	const failing = new Set(recentOf(status).map(({ kind }) => kind));
	return (
		<>
			<section class="panel form">
				<p class={`notice ${mood}`}>{text}</p>
				<ScrollTable
					label={adminTexts.value.views.sync}
					heads={[t.kind, ...COUNTS.map((name) => t[name]), t.newest, t.last]}
				>
					{kinds.map(([kind, health]) => (
						<tr key={kind}>
							<th scope="row">{t.kinds[kind] ?? kind}</th>
							{COUNTS.map((name) => (
								<td key={name} class={name === "refused" && failing.has(kind) ? "loss" : ""}>
									{number(health[name])}
								</td>
							))}
							<td class="nowrap">{health.newestChangeAt === null ? "–" : dateTime(health.newestChangeAt)}</td>
							<td class="nowrap">{health.lastAt === null ? adminTexts.value.never : dateTime(health.lastAt)}</td>
						</tr>
					))}
				</ScrollTable>
			</section>
			<section class="panel form">
				<h2>{t.failures}</h2>
				{status.failures.length === 0 ? (
					<p class="muted">{t.noFailures}</p>
				) : (
					<ul class="lines">
						{status.failures.slice(0, 20).map(({ at, kind, path, code, detail }) => (
							<li key={`${at} ${path.join()}`} class="line slim">
								<span class="line-text">
									<span>
										{t.kinds[kind] ?? kind} <code>{path.join(" / ")}</code>
									</span>
									<span class="small">{t.refusedFor[code] ?? textOfCode(code)}</span>
									<span class="muted small" lang="en">
										{detail}
									</span>
								</span>
								<time class="small muted" dateTime={at}>
									{dateTime(at)}
								</time>
							</li>
						))}
					</ul>
				)}
			</section>
		</>
	);
}

const recentOf = ({ failures }: SyncStatus) => failures.filter(({ at }) => Date.now() - Date.parse(at) < DAY);

/** The worst that is true. What is old when it comes first is no lag of its own: of all that came, the newest change tells whether the ATS is behind. */
function moodOf(status: SyncStatus): { readonly kind: "good" | "warning" | "error"; readonly text: string } {
	const t = adminTexts.value.sync.health;
	const last = latest(status, ({ lastAt }) => lastAt);
	const newest = latest(status, ({ newestChangeAt }) => newestChangeAt);
	const refused = recentOf(status).length;
	if (last !== null && Date.now() - last > DAY)
		return { kind: "error", text: t.silent(dateTime(new Date(last).toISOString())) };
	if (refused > 0) return { kind: "warning", text: t.refused(number(refused)) };
	if (last !== null && newest !== null && last - newest > DAY)
		return { kind: "warning", text: t.behind(dateTime(new Date(newest).toISOString())) };
	return { kind: "good", text: t.good };
}

/** The latest of a time of all kinds, milliseconds since 1970. */
function latest({ kinds }: SyncStatus, timeOf: (health: KindHealth) => string | null): number | null {
	const times = Object.values(kinds).flatMap((health) => timeOf(health) ?? []);
	return times.length === 0 ? null : Math.max(...times.map((time) => Date.parse(time)));
}
