/** Contact lines: address, telephone, e-mail, links, and what they say about a person. */
import { COUNTRIES } from "../countries.ts";
import { countryName, type JsonResume } from "../json-resume.ts";
import { lexicon } from "../lexicon.ts";
import type { FictitiousPerson, Home, Phone } from "../person.ts";
import type { Random } from "../random.ts";
import type { ContactItem } from "./document.ts";
import type { PrintStyle } from "./style.ts";

type Location = NonNullable<JsonResume["basics"]["location"]>;

/** A telephone number in the manner of its country. */
export function phoneText(
	phone: Phone,
	country: FictitiousPerson["country"],
	form: PrintStyle["phone"],
	random: Random,
): string {
	const { callingCode, trunk } = COUNTRIES[country];
	const [area = "", ...rest] = phone.groups;
	if (form === "international" || (form === "trunk-brackets" && trunk === "")) {
		return `+${callingCode} ${phone.groups.join(random.pick([" ", " ", "-"]))}`;
	}
	if (form === "trunk-brackets") return `+${callingCode} (${trunk})${area} ${rest.join(" ")}`;
	if (callingCode === "1")
		return random.pick([`(${area}) ${rest.join("-")}`, `${phone.groups.join("-")}`, `${phone.groups.join(".")}`]);
	if (country === "FR") return `${trunk}${phone.groups.join(random.pick([" ", "."]))}`;
	if (country === "DE" || country === "AT") return `${trunk}${area}${random.pick([" ", "/", " / "])}${rest.join(" ")}`;
	return country === "BR" ? `(${area}) ${rest.join("-")}` : `${trunk}${phone.groups.join(" ")}`;
}

function townLine(home: Home): { text: string; told: Location } {
	const { city, region, postalCode, country } = home;
	if (region !== undefined && ["US", "CA", "AU"].includes(country)) {
		return { text: `${city}, ${region} ${postalCode}`, told: { postalCode, city, region } };
	}
	return country === "GB" || country === "IN"
		? { text: `${city} ${postalCode}`, told: { postalCode, city } }
		: { text: `${postalCode} ${city}`, told: { postalCode, city } };
}

/** An address line, and the location it tells. */
export function addressText(home: Home, style: PrintStyle): { text: string; told: Location } {
	const { city, region, street } = home;
	const country = countryName(home.country, style.language);
	const countryCode = home.country;
	if (style.address === "city, country") return { text: `${city}, ${country}`, told: { city, countryCode } };
	if (style.address === "city, region" && region !== undefined && region !== city) {
		return { text: `${city}, ${region}`, told: { city, region } };
	}
	if (style.address === "street" || style.address === "street, country") {
		const town = townLine(home);
		const text = `${street}, ${town.text}`;
		const told = { address: street, ...town.told };
		return style.address === "street"
			? { text, told }
			: { text: `${text}, ${country}`, told: { ...told, countryCode } };
	}
	return { text: city, told: { city } };
}

/** Contact items in print order, with the parts of `basics` that they tell. */
export function contactOf(
	person: FictitiousPerson,
	style: PrintStyle,
	random: Random,
): { items: ContactItem[]; told: Pick<JsonResume["basics"], "email" | "phone" | "location" | "profiles"> } {
	const words = lexicon(`languages/${style.language}`);
	const label = (kind: string): string => random.pick(words.section(`label.${kind}`));
	const address = addressText(person.home, style);
	const profiles = style.shows.profiles ? person.profiles : [];
	const bare = random.chance(0.6);
	const items: ContactItem[] = [
		{ kind: "address", label: label("address"), text: address.text },
		{ kind: "phone", label: label("phone"), text: phoneText(person.phone, person.country, style.phone, random) },
		{ kind: "email", label: label("email"), text: person.email },
		...profiles.map(({ network, url }): ContactItem => {
			return { kind: "web", label: network, text: bare ? url.replace(/^https:\/\/(www\.)?/, "") : url };
		}),
	];
	if (style.shows.birth) {
		const day = `${String(random.int(1, 28)).padStart(2, "0")}${style.language === "de" ? "." : "/"}`;
		const month = `${String(random.int(1, 12)).padStart(2, "0")}${style.language === "de" ? "." : "/"}`;
		items.push({ kind: "birth", label: label("birth"), text: `${day}${month}${person.birthYear}` });
	}
	const told = { email: person.email, phone: person.phone.e164, location: address.told };
	return { items, told: profiles.length === 0 ? told : { ...told, profiles: profiles.map((p) => ({ ...p })) } };
}
