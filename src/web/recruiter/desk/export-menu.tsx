import type { Job } from "../../../domain/candidate.ts";
import type { Export } from "../../../domain/export.ts";
import { all, api, at } from "../../shell/api.ts";
import { number } from "../../shell/format.ts";
import { Icon } from "../../shell/icons.tsx";
import { Menu } from "../../shell/menu.tsx";
import { useResource } from "../../shell/resource.ts";
import { me } from "../../shell/session.ts";
import { messageOf, Show } from "../../shell/states.tsx";
import { toast } from "../../shell/toasts.tsx";
import { keyOf } from "../person-ref.ts";
import { recruiterTexts } from "../texts/index.ts";
import type { ChangeShown, Person } from "./bulk.ts";
import { type Failed, showFailures } from "./failures.tsx";

interface Props {
	readonly people: readonly Person[];
	readonly change: ChangeShown;
}

/** Sends people of the network to the ATS, under a job. Where that cannot be, the button says why. */
export function ExportMenu({ people, change }: Props) {
	const t = recruiterTexts.value;
	const absent = people.filter(({ candidateId }) => candidateId === null);
	const barrier = me.value?.exportBarrier ?? null;
	const barred = barrier === null ? (absent.length === 0 ? t.allInAts : undefined) : t.exportBarriers[barrier];
	const button = (
		<>
			<Icon name="briefcase" />
			{t.toAts}
		</>
	);
	return (
		<Menu button={button} barred={barred}>
			{(close) => (
				<JobPicker
					left={people.length - absent.length}
					onPick={(job) => {
						close();
						void send(absent, job, change);
					}}
				/>
			)}
		</Menu>
	);
}

function JobPicker({ left, onPick }: { left: number; onPick: (job: Job) => void }) {
	const t = recruiterTexts.value;
	const jobs = useResource("jobs", (signal) => all<Job>("/v1/jobs/exportable", { most: 300, signal }));
	return (
		<Show of={jobs} rows={2}>
			{(found) =>
				found.length === 0 ? (
					<p class="menu-field muted">{t.noJobs}</p>
				) : (
					<>
						<p class="menu-field small muted">
							{t.exportHint} {left > 0 && t.someInAts(left, number(left))}
						</p>
						<ul class="menu-list">
							{found.map((job) => (
								<li key={job.id}>
									<button type="button" class="plain" onClick={() => onPick(job)}>
										{job.title}
									</button>
								</li>
							))}
						</ul>
					</>
				)
			}
		</Show>
	);
}

type Sent = readonly [Person, Export];

/** Each by itself: one that is refused stops none of the others. Then they are followed to where the ATS has them. */
async function send(people: readonly Person[], job: Job, change: ChangeShown): Promise<void> {
	const failed: Failed[] = [];
	const sent: Sent[] = [];
	for (const person of people) {
		try {
			const { profileId } = person;
			sent.push([person, await api.post<Export>("/v1/exports", { profileId, jobId: job.id })]);
		} catch (error) {
			failed.push({ name: nameOf(person), why: messageOf(error as Error) });
		}
	}
	if (failed.length > 0) showFailures(failed);
	if (sent.length === 0) return;
	toast(recruiterTexts.value.done.exported(number(sent.length), job.title));
	await follow(sent, job, change).catch(() => {
		// What was sent is on its way, whether it can be looked after or not.
	});
}

const nameOf = ({ name, profileId }: Person): string => name ?? profileId ?? "";

/** Milliseconds between two looks, and for how long it is looked at all. */
const PAUSE = 700;
const PATIENCE = 20_000;

async function follow(sent: readonly Sent[], job: Job, change: ChangeShown): Promise<void> {
	const t = recruiterTexts.value;
	const until = Date.now() + PATIENCE;
	const taken: Person[] = [];
	const failed: Failed[] = [];
	for (const [person, { id }] of sent) {
		const { state, reason } = await endOf(id, until);
		if (state === "completed") taken.push(person);
		if (reason !== null) failed.push({ name: nameOf(person), why: t.exportFailures[reason] });
	}
	change(new Set(taken.map(keyOf)), (hit) => ({ ...hit, origin: "matched" }));
	if (failed.length > 0) showFailures(failed);
	if (taken.length > 0) toast(t.done.taken(number(taken.length), job.title));
	else if (failed.length === 0) toast(t.done.untaken);
}

/** How far an export has come when it is over, or when nobody waits any more. */
async function endOf(id: string, until: number): Promise<Export> {
	for (;;) {
		const found = await api.get<Export>(at`/v1/exports/${id}`);
		if (found.state === "completed" || found.state === "failed" || Date.now() > until) return found;
		await new Promise((resolve) => setTimeout(resolve, PAUSE));
	}
}
