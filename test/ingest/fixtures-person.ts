/** One invented person, printed in many layouts. */
export const PERSON = {
	name: "Marlene Okafor-Winter",
	headline: "Senior Data Engineer",
	city: "Austin, TX",
	email: "marlene.okafor@example.org",
	phone: "+1 512 555 0147",
	e164: "+15125550147",
	work: [
		{
			employer: "Larkspur Analytics Inc.",
			title: "Senior Data Engineer",
			place: "Austin, TX",
			dates: "Mar 2021 – Present",
			start: "2021-03",
			end: "now",
			bullets: ["Built streaming pipelines with Kafka and Spark", "Led a team of four engineers"],
		},
		{
			employer: "Brightwater Foods LLC",
			title: "Data Analyst",
			place: "Dallas, TX",
			dates: "Jun 2017 – Feb 2021",
			start: "2017-06",
			end: "2021-02",
			bullets: ["Wrote reports in Tableau for twelve plants", "Cleaned supplier data with Python"],
		},
	],
	study: {
		school: "Pinehollow State University",
		degree: "Bachelor of Science",
		area: "Statistics",
		dates: "2013 – 2017",
	},
	skills: ["Python", "SQL", "Kafka", "Spark", "Tableau"],
} as const;

/** What every layout must give. */
export const EXPECTED_ROLES = PERSON.work.map((role) => `${role.title} @ ${role.employer} ${role.start}..${role.end}`);
