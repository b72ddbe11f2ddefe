import { signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import type { Candidate } from "../../../domain/candidate.ts";
import type { Hit } from "../../../domain/hit.ts";
import { api, at } from "../../shell/api.ts";
import { Icon } from "../../shell/icons.tsx";
import { type Resource, useResource } from "../../shell/resource.ts";
import { href } from "../../shell/router.ts";
import { may } from "../../shell/session.ts";
import { Empty, isGone, NotThere, Show } from "../../shell/states.tsx";
import { shellTexts } from "../../shell/texts/index.ts";
import type { Asked } from "../asked.ts";
import type { ChangeShown } from "../desk/bulk.ts";
import { PeopleActions } from "../desk/people-actions.tsx";
import { idsOf, keyOf, similarTo } from "../person-ref.ts";
import type { Source } from "../results/workbench.tsx";
import type { WordsOfParts } from "../search/clauses.ts";
import { recruiterTexts } from "../texts/index.ts";
import { evidenceOf } from "./evidence.ts";
import { HistoryView } from "./history-view.tsx";
import { type Known, PersonHead } from "./person-head.tsx";
import { PersonTags } from "./person-tags.tsx";
import { RecordText } from "./record-text.tsx";
import { ResumeView } from "./resume-view.tsx";
import { type Tab, Tabs } from "./tabs.tsx";
import { Why } from "./why.tsx";
import { WhyNot } from "./why-not.tsx";

interface Props {
	readonly person: string;
	/** The person in the list; null where the list has not got that far, or he is not in it. */
	readonly hit: Hit | null;
	/** The list is there. */
	readonly isSearched: boolean;
	readonly asked: Asked;
	readonly source: Source;
	/** Parts of the query in the words that were typed. */
	readonly words: WordsOfParts;
	readonly change: ChangeShown;
	readonly onClose: () => void;
}

/** The tab that is open: whoever reads resumes reads the next one, too. */
export const openTab = signal("profile");

/** One person beside the list: what is known, the resume itself, the history, and why here. */
export function PersonPanel({ person, hit, isSearched, asked, source, words, change, onClose }: Props) {
	const t = recruiterTexts.value;
	const ids = hit ?? idsOf(person);
	// In a blind search the record tells who it is: it is opened when somebody says so, and the log has that.
	const [uncovered, setUncovered] = useState(!asked.blind);
	const known = useResource<Known>(uncovered ? keyOf(ids) : null, (signal) => load(ids, asked.blind, signal));
	useViewed(uncovered ? hit : null, change);
	const open = (id: string) => {
		openTab.value = id;
	};
	const gone = isGone(known.error);
	const isComing = known.value === null && known.busy;
	const nameless = asked.blind ? t.noName : t.noNameKnown;
	const ofRecord = known.value?.candidate ?? null;
	// Of whom the list does not tell what is noted, the record tells his tags.
	const changeAll: ChangeShown = (people, how) => {
		change(people, how);
		if (hit === null) known.mutate((value) => ({ ...value, candidate: retagged(value.candidate, how) }));
	};
	const name = gone
		? t.personDetails
		: (hit?.name ?? nameOf(known.value) ?? (isComing ? shellTexts.value.loading : nameless));
	return (
		<aside class="bench-person" aria-label={t.personDetails} id="person">
			<PersonHead name={name} hit={hit} known={known.value} onClose={onClose} />
			{!gone && (
				<PersonTags
					person={{ ...ids, name }}
					tags={hit?.marks?.tags ?? [...(ofRecord?.tags ?? []), ...(ofRecord?.recruiterTags ?? [])]}
					ofAts={ofRecord?.tags ?? []}
					blind={asked.blind}
					change={changeAll}
				/>
			)}
			{!gone && (
				<div class="person-actions">
					<PeopleActions
						people={[{ ...ids, name }]}
						change={changeAll}
						blind={!uncovered}
						hidden={hit?.marks?.hidden === true}
						contacted={hit === null ? undefined : hit.marks?.contacted != null}
					/>
					<a class="button plain" href={href(["recruiter", "similar"], similarTo([ids], asked))}>
						<Icon name="people" />
						{t.similar}
					</a>
				</div>
			)}
			{!gone && isSearched && hit === null && source.lists !== null && openTab.value !== "why" && (
				<p class="notice">
					<span>{t.notInList}</span>
					<button type="button" class="plain" onClick={() => open("why")}>
						{t.tabs.whyNot}
					</button>
				</p>
			)}
			{gone ? (
				<NotThere />
			) : uncovered ? (
				<Tabs
					label={t.personDetails}
					open={openTab.value}
					onOpen={open}
					tabs={tabsOf({ ids, hit, known, source, words, asked })}
				/>
			) : (
				<Empty
					title={t.covered}
					actions={
						<button type="button" class="primary" onClick={() => setUncovered(true)}>
							{t.uncover}
						</button>
					}
				>
					{t.coveredHint}
				</Empty>
			)}
		</aside>
	);
}

async function load(
	{ candidateId, profileId }: Pick<Hit, "candidateId" | "profileId">,
	blind: boolean,
	signal: AbortSignal,
): Promise<Known> {
	const reason = blind ? "blind-search" : null;
	const candidate =
		candidateId === null || !may("candidates:read")
			? null
			: await api.get<Candidate>(at`/v1/candidates/${candidateId}`, { query: { reason }, signal });
	const linked = profileId ?? candidate?.match?.profileId ?? null;
	const profile =
		linked === null
			? null
			: await api.get<Known["profile"]>(at`/v1/profiles/${linked}`, { signal }).catch((error) => {
					if (candidate === null) throw error;
					return null;
				});
	return { candidate, profile };
}

const NO_MARKS = { viewed: null, contacted: null, hidden: false, projects: [] };

function retagged(candidate: Candidate | null, how: (hit: Hit) => Hit): Candidate | null {
	if (candidate === null) return null;
	const { id: candidateId, recruiterTags = [] } = candidate;
	const hit = { candidateId, profileId: null, marks: { ...NO_MARKS, tags: recruiterTags } };
	return { ...candidate, recruiterTags: how(hit as unknown as Hit).marks?.tags ?? recruiterTags };
}

const nameOf = (known: Known | null) => (known?.candidate ?? known?.profile)?.resume.basics?.name;

/** Says that the record was seen, once it is on the screen. */
function useViewed(hit: Hit | null, change: ChangeShown): void {
	const isNew = hit !== null && hit.marks?.viewed === null && may("desk:write");
	const key = hit === null ? "" : keyOf(hit);
	useEffect(() => {
		if (!isNew || hit === null) return;
		const { candidateId, profileId } = hit;
		change(new Set([key]), (one) =>
			one.marks === undefined ? one : { ...one, marks: { ...one.marks, viewed: new Date().toISOString() } },
		);
		// A mark that gets lost is no reason to disturb anybody.
		api.post("/v1/people/marks", { mark: "viewed", people: [{ candidateId, profileId }] }).catch(() => {});
	}, [key, isNew]);
}

interface TabProps extends Pick<Props, "hit" | "asked" | "source" | "words"> {
	readonly ids: Pick<Hit, "candidateId" | "profileId">;
	readonly known: Resource<Known>;
}

function tabsOf({ ids, hit, known, source, words, asked }: TabProps): Tab[] {
	const t = recruiterTexts.value;
	const profile: Tab = {
		id: "profile",
		title: t.tabs.profile,
		content: () => <Show of={known}>{(value) => <Records known={value} hit={hit} />}</Show>,
	};
	const resume: Tab = {
		id: "resume",
		title: t.tabs.resume,
		content: () => (
			<Show of={known}>
				{({ candidate }) =>
					candidate === null ? (
						<Empty title={t.noFile}>{t.networkOnlyHint}</Empty>
					) : (
						<ResumeView candidate={candidate} evidence={evidenceOf(hit?.explanation, "ats")} />
					)
				}
			</Show>
		),
	};
	const history: Tab = { id: "history", title: t.tabs.history, content: () => <HistoryView ids={ids} /> };
	const why: Tab = {
		id: "why",
		title: hit === null && source.lists !== null ? t.tabs.whyNot : t.tabs.why,
		content: () =>
			hit?.explanation != null ? (
				<Why explanation={hit.explanation} words={words} />
			) : source.lists === null ? (
				<Empty title={t.notInList} />
			) : (
				<WhyNot ids={ids} asked={asked} lists={source.lists} words={words} />
			),
	};
	return [profile, ...(may("resumes:read") ? [resume] : []), ...(may("history:read") ? [history] : []), why];
}

/** Of a matched person both records, one below the other: neither is mixed into the other. */
function Records({ known: { candidate, profile }, hit }: { known: Known; hit: Hit | null }) {
	const t = recruiterTexts.value;
	const hasBoth = candidate !== null && profile !== null;
	return (
		<>
			{candidate !== null && (
				<>
					{hasBoth && <p class="record-of badge ats-only">{t.fromAts}</p>}
					<RecordText resume={candidate.resume} evidence={evidenceOf(hit?.explanation, "ats")} />
				</>
			)}
			{profile !== null && (
				<>
					{hasBoth && <p class="record-of badge network-only">{t.fromNetwork}</p>}
					<RecordText resume={profile.resume} evidence={evidenceOf(hit?.explanation, "network")} />
				</>
			)}
		</>
	);
}
