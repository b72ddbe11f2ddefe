import type { Profile } from "../domain/candidate.ts";
import type { ProfileStub } from "../domain/export.ts";
import type { Resume } from "../domain/resume.ts";

/** What an ATS is given of a profile. Pure. */

const EMAIL = /[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>()]+/gu;
/** Seven digits or more, however they are set apart. */
const PHONE = /\+?\d(?:[\s()./-]*\d){6,}/gu;

export function profileStub({ resume, url }: Profile): ProfileStub {
	const { basics, work = [] } = resume;
	const headline = withoutContacts(basics?.label ?? "");
	const location = placeOf(resume);
	const employers = work.filter(isHeld).flatMap(({ name }) => name ?? []);
	return {
		...namesOf(resume),
		...(headline === "" ? {} : { headline }),
		...(location === "" ? {} : { location }),
		currentEmployerNames: [...new Set(employers)],
		...(url === undefined ? {} : { profileUrl: url }),
	};
}

/** The first word and the rest where a resume does not say which is which; somebody with one name has it as family name. */
function namesOf({ basics }: Resume): Pick<ProfileStub, "firstName" | "lastName"> {
	const { givenName, familyName, name = "" } = basics ?? {};
	if (givenName !== undefined && familyName !== undefined) return { firstName: givenName, lastName: familyName };
	const [first = "", ...rest] = name.split(/\s+/u);
	return rest.length === 0 ? { firstName: "", lastName: first } : { firstName: first, lastName: rest.join(" ") };
}

const isHeld = ({ current, endDate, startDate }: NonNullable<Resume["work"]>[number]): boolean =>
	current ?? (endDate === undefined && startDate !== undefined);

function placeOf({ basics }: Resume): string {
	const { city, region, countryCode } = basics?.location ?? {};
	return [city, region, countryCode].filter((part) => part !== undefined).join(", ");
}

/** People write their addresses into free text, too. */
const withoutContacts = (text: string): string =>
	text.replace(EMAIL, "").replace(PHONE, "").replace(/\s+/gu, " ").trim();
