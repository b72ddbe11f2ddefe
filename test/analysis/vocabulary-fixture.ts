import { createRecognizer } from "../../src/analysis/recognizer.ts";
import { parseVocabulary, type VocabularyFiles } from "../../src/analysis/vocabulary.ts";

const rows = (...lines: string[][]) => `# a comment\n\n${lines.map((cells) => cells.join("\t")).join("\n")}\n`;

/** A small vocabulary of our own: tests do not move when the shipped one grows. */
export const FILES: VocabularyFiles = {
	skills: [
		{
			name: "skills/software.tsv",
			text: rows(
				["programming", "Programming", "domain", "coding"],
				["java", "Java", "language", "Java SE", "spring|kotlin", "programming"],
				["kotlin", "Kotlin", "language", "", "java", "programming"],
				["go", "Go", "language", "Golang", "kubernetes", "programming"],
				["r", "R", "language", "R language", "", "programming"],
				["c", "C", "language", "", "", "programming"],
				["c-plus-plus", "C++", "language", "cpp", "c", "programming"],
				["node-js", "Node.js", "framework", "NodeJS|Node JS", ""],
				["spring", "Spring", "framework", "Spring Framework", "java"],
				["spring-boot", "Spring Boot", "framework", "", "spring", "spring"],
				["kubernetes", "Kubernetes", "platform", "k8s", ""],
				["rest-api", "REST API", "standard", "RESTful API", ""],
				["can-bus", "CAN bus", "standard", "CAN", ""],
				["sql", "SQL", "language", "", ""],
				["microservices", "Microservice", "method", "", ""],
				["machine-learning", "Machine learning", "domain", "apprentissage automatique", ""],
			),
		},
		{ name: "skills/office.tsv", text: rows(["excel", "Microsoft Excel", "tool", "Excel|MS Excel", ""]) },
	],
	titles: [
		{
			name: "titles/software.tsv",
			text: rows(
				[
					"software-developer",
					"Software developer",
					"software-developer",
					"software engineer|Softwareentwickler|développeur",
					"java-developer",
					"programming",
				],
				["java-developer", "Java developer", "software-developer", "Java-Entwickler", "software-developer", "java"],
				["product-manager", "Product manager", "product-manager", "", "", ""],
				["nurse", "Nurse", "nurse", "Krankenpfleger|enfermero|infirmier", "", ""],
			),
		},
	],
	seniority: {
		name: "seniority.tsv",
		text: rows(
			["intern", "1", "intern|Praktikant|stagiaire"],
			["junior", "2", "junior|jr"],
			["senior", "4", "senior|sr"],
			["vice-president", "7", "vice president|vp"],
		),
	},
	ambiguous: {
		name: "ambiguous.tsv",
		text: rows(
			["Go", "go", "context"],
			["R", "r", "context"],
			["C", "c", "context"],
			["Excel", "excel", "case"],
			["Spring", "spring", "context"],
		),
	},
};

export const recognizer = createRecognizer(parseVocabulary(FILES));
