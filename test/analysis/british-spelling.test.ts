import { describe, expect, test } from "vitest";
import { american } from "../../src/analysis/british-spelling.ts";
import { stem } from "../../src/analysis/stem.ts";

const PAIRS =
	`organise organize|organisation organization|organisational organizational|organiser organizer|optimising optimizing
specialised specialized|specialisation specialization|prioritise prioritize|summarised summarized|customisable customizable|digitalisation digitalization
visualisations visualizations|globalisation globalization|unionised unionized|computerised computerized|publicise publicize
programme program|programmes programs|colour color|colours colors|multicoloured multicolored|labour labor|labourer laborer|behavioural behavioral
favourite favorite|honours honors|harbour harbor|neighbourhood neighborhood|humour humor|rigour rigor
centre center|centres centers|centred centered|theatre theater|kilometre kilometer|litres liters|fibre fiber|manoeuvre maneuver|manoeuvring maneuvering
licence license|licences licenses|licencing licensing|defence defense|offence offense|practise practice|practising practicing
modelling modeling|modelled modeled|labelling labeling|travelling traveling|traveller traveler|cancelled canceled|counselling counseling
counsellor counselor|channelled channeled|signalling signaling|fuelled fueled|tunnelling tunneling|jeweller jeweler|jewellery jewelry
enrolment enrollment|fulfilment fulfillment|fulfil fulfill|instalments installments|skilful skillful
aluminium aluminum|grey gray|tyre tire|tyres tires|kerb curb|ageing aging|mouldings moldings|ploughing plowing|sulphuric sulfuric
catalogue catalog|cataloguing cataloging|catalogued cataloged|dialogue dialog|analogue analog|analyse analyze|analysing analyzing|analysed analyzed
paediatric pediatric|paediatrician pediatrician|anaesthetist anesthetist|anaesthesia anesthesia|orthopaedic orthopedic|orthopaedics orthopedics
gynaecology gynecology|gynaecologist gynecologist|haematology hematology|haemodialysis hemodialysis|oesophageal esophageal|foetal fetal
leukaemia leukemia|caesarean cesarean|oestrogen estrogen|archaeologist archeologist|draughtsman draftsman|sceptical skeptical|artefacts artifacts`
		.split(/[|\n]/)
		.map((pair) => pair.split(" ") as [string, string]);

describe("British and American spellings", () => {
	test.each(PAIRS)("%s and %s are one word", (british, other) => {
		expect(american(british)).toBe(american(other));
		expect(stem(british, "en")).toBe(stem(other, "en"));
	});

	test("what everybody writes so stays", () => {
		const words = `prise prize four for advise advised advising adviser exercise exercises enterprise enterprises expertise supervise supervised
			supervising revise improvise improvisation comprise compromise promise premises franchise merchandise merchandiser advertise advertising
			raise raised fundraising appraiser cruise noise liaise otherwise likewise precise concise paradise disguise sunrise wise rise arise
			tour hour your contour detour acre genre league colleague vogue rogue analysis excelling controlling fulfilling installed selling
			seller spelling calling killer metric fence science license color center program analyst constructor tostring`;
		for (const word of words.split(/\s+/)) expect(american(word)).toBe(word);
	});

	test("different words stay apart", () => {
		for (const [one, other] of [
			["prise", "prize"],
			["four", "for"],
			["tour", "tor"],
			["hour", "hor"],
			["expertise", "expert"],
			["premise", "premium"],
			["tyre", "tyrant"],
			["meter", "metal"],
		] as const)
			expect(stem(one, "en")).not.toBe(stem(other, "en"));
	});
});
