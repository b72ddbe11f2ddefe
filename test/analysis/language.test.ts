import { describe, expect, test } from "vitest";
import { detectLanguage } from "../../src/analysis/language.ts";

describe("the language of a text", () => {
	test.each([
		["en", "Senior developer with ten years of experience in building and running web services for banks."],
		["de", "Erfahrener Entwickler mit Kenntnissen in Java und Cloud, verantwortlich für die Leitung des Teams."],
		["fr", "Développeur avec cinq ans d'expérience dans la gestion de projets et le pilotage des équipes."],
		["es", "Desarrollador con cinco años de experiencia en la gestión de proyectos y equipos para empresas."],
		[
			"it",
			"Sviluppatore con cinque anni di esperienza nella gestione dei progetti e delle applicazioni per le banche.",
		],
		["pt", "Desenvolvedor com cinco anos de experiência na gestão de projetos e no desenvolvimento de aplicações."],
		["nl", "Ontwikkelaar met vijf jaar ervaring in het bouwen van applicaties voor de overheid en een team."],
		["sv", "Utvecklare med fem års erfarenhet av att bygga tjänster för banker och att leda ett team."],
		["pl", "Programista z pięcioletnim doświadczeniem w tworzeniu aplikacji dla banków oraz kierowaniu zespołem."],
		["tr", "Beş yıllık deneyime sahip yazılım geliştirici, bankalar için uygulama geliştirme ve ekip yönetimi."],
		["ru", "Разработчик с опытом создания приложений для банков."],
		["uk", "Розробник із досвідом створення застосунків для банків, керівник команди їхніх інженерів."],
		["zh", "软件开发工程师，五年工作经验，负责后端服务。"],
		["ja", "東京でソフトウェアの開発をしています。Java の経験は五年です。"],
		["ko", "서울에서 백엔드 개발자로 일하고 있습니다."],
		["ar", "مطور برامج لديه خمس سنوات من الخبرة في بناء التطبيقات"],
		["he", "מפתח תוכנה עם ניסיון של חמש שנים בבניית יישומים"],
	])("%s", (language, text) => {
		expect(detectLanguage(text)).toBe(language);
	});

	test.each(["", "Java", "Java Python Docker Kubernetes AWS Terraform PostgreSQL Redis", "Jane Doe 2019 2020"])(
		"null where it cannot be told: %s",
		(text) => {
			expect(detectLanguage(text)).toBeNull();
		},
	);

	test("a text half in each of two languages is neither", () => {
		expect(detectLanguage("the and with from this und nicht das wird für")).toBeNull();
	});
});
