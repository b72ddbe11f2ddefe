import { Fragment } from "preact";
import type { AccessGrant, AccessRequest, Account } from "../../../domain/account.ts";
import { api, at } from "../../shell/api.ts";
import { dateTime } from "../../shell/format.ts";
import { useResource } from "../../shell/resource.ts";
import { me } from "../../shell/session.ts";
import { Empty, Show } from "../../shell/states.tsx";
import { roleName } from "../accounts/accounts-view.tsx";
import { act } from "../act.ts";
import { adminTexts } from "../texts/index.ts";

interface Asked {
	readonly id: string;
	readonly act: string;
	/** `account:ID`. */
	readonly by: string;
	readonly requestedAt: string;
	readonly expiresAt: string;
	readonly state: "open" | "approved" | "refused" | "withdrawn";
	readonly decision: { readonly at: string; readonly by: string } | null;
	readonly wanted: Wanted | null;
}
type Wanted = Readonly<Record<string, string | readonly string[] | null>>;

/** What the ids in requests stand for. */
interface Known {
	readonly accounts: readonly Account[];
	readonly requests: readonly AccessRequest[];
	readonly grants: readonly (AccessGrant & { readonly accountId: string })[];
}

const isWaiting = ({ state, expiresAt }: Asked): boolean => state === "open" && Date.parse(expiresAt) > Date.now();

/** What reaches far and waits for a second person: seen whole, then agreed to or refused. */
export function ApprovalsView() {
	const t = adminTexts.value.approvals;
	const asked = useResource("second-person", (signal) => api.get<{ items: Asked[] }>("/v1/second-person", { signal }));
	const known = useResource("known", async (signal): Promise<Known> => {
		const items = async <T,>(path: string) => (await api.get<{ items: T[] }>(path, { signal })).items;
		const [accounts, requests, grants] = await Promise.all([
			items<Account>("/v1/accounts"),
			items<AccessRequest>("/v1/access-requests"),
			items<Known["grants"][number]>("/v1/access-grants"),
		]);
		return { accounts, requests, grants };
	});
	return (
		<div class="page admin-page">
			<div class="page-head">
				<h1>{adminTexts.value.views.approvals}</h1>
			</div>
			<p class="muted">{t.intro}</p>
			<Show of={known}>
				{(ids) => (
					<Show of={asked}>
						{({ items }) => (
							<>
								<Waiting items={items.filter(isWaiting)} known={ids} onDone={asked.reload} />
								<Decided items={items.filter((one) => !isWaiting(one))} known={ids} />
							</>
						)}
					</Show>
				)}
			</Show>
		</div>
	);
}

function Waiting({ items, known, onDone }: { items: readonly Asked[]; known: Known; onDone: () => void }) {
	const t = adminTexts.value.approvals;
	if (items.length === 0) return <Empty title={t.none}>{t.noneHint}</Empty>;
	return (
		<ul class="lines">
			{items.map((one) => (
				<Request key={one.id} asked={one} known={known} onDone={onDone} />
			))}
		</ul>
	);
}

function Request({ asked, known, onDone }: { asked: Asked; known: Known; onDone: () => void }) {
	const t = adminTexts.value.approvals;
	const { id, by, requestedAt, expiresAt, wanted } = asked;
	const title = t.acts[asked.act] ?? asked.act;
	const isOwn = by === `account:${me.value?.id}`;
	const decide = async (verb: "approve" | "refuse", done: string) => {
		await act(() => api.post(at`/v1/second-person/${id}/` + verb, undefined), done);
		onDone();
	};
	return (
		<li class="panel line">
			<div class="line-text">
				<strong>{title}</strong>
				<Facts of={wanted ?? {}} known={known} />
				<span class="muted small">{t.askedBy(whoIs(by, known), dateTime(requestedAt), dateTime(expiresAt))}</span>
				{isOwn && <span class="muted small">{t.own}</span>}
			</div>
			<div class="actions">
				{!isOwn && (
					<button
						type="button"
						class="primary"
						aria-label={`${t.approve}: ${title}`}
						onClick={() => void decide("approve", t.approved)}
					>
						{t.approve}
					</button>
				)}
				<button
					type="button"
					aria-label={`${isOwn ? t.withdraw : t.refuse}: ${title}`}
					onClick={() => void decide("refuse", isOwn ? t.withdrawn : t.refused)}
				>
					{isOwn ? t.withdraw : t.refuse}
				</button>
			</div>
		</li>
	);
}

/** Name by name, with people and roles where the request has ids. */
function Facts({ of: wanted, known }: { of: Wanted; known: Known }) {
	const t = adminTexts.value.approvals;
	const facts = Object.entries(wanted).flatMap(([name, value]) => factsOf(name, value, known));
	if (facts.length === 0) return null;
	return (
		<dl class="terms">
			{facts.map(([name, text]) => (
				<Fragment key={name}>
					<dt>{t.facts[name] ?? name}</dt>
					<dd>{text}</dd>
				</Fragment>
			))}
		</dl>
	);
}

type Fact = readonly [name: string, text: string];

function factsOf(name: string, value: Wanted[string], known: Known): readonly Fact[] {
	const t = adminTexts.value.approvals;
	const access = accessOf(name, value, known);
	if (access !== undefined)
		return [
			["account", nameOf(access.accountId, known)],
			["role", roleName(access.role)],
			...("reason" in access ? [["reason", access.reason] as const] : []),
		];
	if (name === "expiresAt") return [[name, value === null ? t.noEnd : dateTime(String(value))]];
	// A seat that nobody has, a class of sign-in that is not asked for.
	if (value === null || value.length === 0) return [];
	if (name === "account") return [[name, nameOf(String(value), known)]];
	if (name === "role" || name === "roles") return [[name, [value].flat().map(roleName).join(", ")]];
	return [[name, [value].flat().join(", ")]];
}

/** What a role is asked for or was given by. */
function accessOf(name: string, id: Wanted[string], { requests, grants }: Known) {
	const among = name === "request" ? requests : name === "grant" ? grants : [];
	return among.find((one) => one.id === id);
}

const nameOf = (id: string, { accounts }: Known): string => accounts.find((one) => one.id === id)?.name ?? id;
const whoIs = (actor: string, known: Known): string => nameOf(actor.replace(/^account:/, ""), known);

function Decided({ items, known }: { items: readonly Asked[]; known: Known }) {
	const t = adminTexts.value.approvals;
	if (items.length === 0) return null;
	return (
		<section class="panel form">
			<h2>{t.decided}</h2>
			<ul class="lines">
				{items.map(({ id, act: what, by, requestedAt, state, decision }) => (
					<li key={id} class="line slim">
						<span class="line-text">
							{t.acts[what] ?? what}
							<span class="muted small">
								{t.wasAskedBy(whoIs(by, known), dateTime(requestedAt))}
								{decision !== null && ` · ${t.decidedBy(whoIs(decision.by, known), dateTime(decision.at))}`}
							</span>
						</span>
						<span class={state === "approved" ? "badge good" : "badge"}>{t.states[state]}</span>
					</li>
				))}
			</ul>
		</section>
	);
}
