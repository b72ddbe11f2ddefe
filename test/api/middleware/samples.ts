/** Records as an ATS sends them, sound unless a test says otherwise. Times in milliseconds since 1970. */

export const T0 = Date.UTC(2026, 0, 1);

export const candidate = (more: object = {}) => ({
	addresses: [{ city: "Berlin", country: "de" }],
	atsCreatedAt: T0,
	atsLastModifiedAt: T0,
	firstName: "Ann",
	lastName: "Poe",
	emailAddresses: ["ann.poe@example.com"],
	externalProfileUrl: "https://ats.example.com/c/1",
	phoneNumbers: [{ number: "+49 30 123456" }],
	currentJobTitle: "Welder",
	currentCompanyName: "Acme Metal",
	...more,
});

export const application = (more: object = {}) => ({
	atsCreatedAt: T0,
	atsLastModifiedAt: T0,
	atsJobPostingId: "R1",
	atsJobPostingName: "Welder (m/f/d)",
	firstName: "Ann",
	lastName: "Poe",
	source: "Referral",
	...more,
});

export const posting = (organization: string, more: object = {}) => ({
	integrationContext: organization,
	externalJobPostingId: "R1",
	jobPostingOperationType: "CREATE",
	title: "Welder (m/f/d)",
	description: `<p>We weld <b>steel</b> and <a href="x">aluminium</a>.</p>${" Good work.".repeat(12)}`,
	companyApplyUrl: "https://ats.example.com/jobs/1",
	listedAt: T0,
	location: "Berlin, Germany",
	availability: "PRIVATE_TO_ATS_INTEGRATION",
	...more,
});
