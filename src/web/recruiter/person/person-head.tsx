import type { Candidate, Profile } from "../../../domain/candidate.ts";
import type { Hit } from "../../../domain/hit.ts";
import { country, placeName } from "../../shell/format.ts";
import { Icon } from "../../shell/icons.tsx";
import { shellTexts } from "../../shell/texts/index.ts";
import { roleOf } from "../person-ref.ts";
import { recruiterTexts } from "../texts/index.ts";

/** A record of the ATS or of the network, or both. */
export interface Known {
	readonly candidate: Candidate | null;
	readonly profile: Omit<Profile, "emails"> | null;
}

interface Props {
	readonly name: string;
	/** The person in the list; null where he is not in it. */
	readonly hit: Hit | null;
	readonly known: Known | null;
	readonly onClose: () => void;
}

/** Who it is, where from, and what he does now: as the list says it, else as his records do. */
export function PersonHead({ name, hit, known, onClose }: Props) {
	const t = recruiterTexts.value;
	const origin = hit?.origin ?? originOf(known);
	const facts =
		hit === null ? factsOf(known) : [roleOf(hit).title, roleOf(hit).company, hit.location && placeName(hit.location)];
	const told = facts.filter(Boolean).join(" · ");
	return (
		<header class="person-head">
			<div>
				<h2>
					{name} {origin !== null && <span class={`badge ${origin}`}>{t.origins[origin]}</span>}
				</h2>
				{told !== "" && <p>{told}</p>}
				<Contact known={known} />
			</div>
			<button type="button" class="plain icon" aria-label={shellTexts.value.close} onClick={onClose}>
				<Icon name="close" />
			</button>
		</header>
	);
}

function originOf(known: Known | null): Hit["origin"] | null {
	if (known === null) return null;
	if (known.candidate === null) return known.profile === null ? null : "network-only";
	return known.profile === null ? "ats-only" : "matched";
}

/** Of a matched person the tenant's own record where both have it, as in a list. */
function factsOf(known: Known | null): readonly (string | undefined)[] {
	const resumes = [known?.candidate, known?.profile].flatMap((record) => record?.resume ?? []);
	const role = resumes.flatMap(({ work = [] }) => work.find(({ current, endDate }) => current ?? !endDate) ?? [])[0];
	const label = resumes.flatMap(({ basics }) => basics?.label ?? [])[0];
	const [home] = resumes.flatMap(({ basics }) => basics?.location ?? []);
	const place = [home?.city ?? home?.region, home?.countryCode && country(home.countryCode)];
	return [role?.position ?? label, role?.name, place.filter(Boolean).join(", ")];
}

function Contact({ known }: { known: Known | null }) {
	const t = recruiterTexts.value;
	const basics = known?.candidate?.resume.basics;
	if (known?.candidate?.doNotContact === true) return <p class="badge error">{t.doNotContact}</p>;
	if (basics?.email === undefined && basics?.phone === undefined) return null;
	return <p class="muted small contact">{[basics.email, basics.phone].filter(Boolean).join(" · ")}</p>;
}
