/**
 * Inflected words of resumes, written before the stemmers were tried. Each line of `same`: a word and its forms; of `diff`: two words that are
 * no forms of each other.
 */
export const INFLECTED: Readonly<Record<string, { readonly same: string; readonly diff: string }>> = {
	tr: {
		same: `mühendis mühendisi mühendisler mühendisleri mühendislere
yazılım yazılımı yazılımlar yazılımın yazılımları
geliştirici geliştiriciler geliştiricisi geliştiricileri
proje projeler projesi projeleri projelerde projede
yönetici yöneticiler yöneticisi yöneticileri
uzman uzmanı uzmanlar uzmanları
müşteri müşteriler müşterileri müşterilere müşterinin
satış satışlar satışı satışları satışların
öğretmen öğretmenler öğretmeni öğretmenlere
hemşire hemşireler hemşiresi hemşirelere
muhasebe muhasebesi muhasebede muhasebenin
ekip ekipler ekibi ekiple ekipleri
şirket şirketler şirketi şirkette şirketin
eğitim eğitimi eğitimler eğitimleri eğitimde
üniversite üniversitesi üniversiteler üniversitede
deneyim deneyimi deneyimler deneyimleri
sistem sistemi sistemler sistemleri sistemlerin
veri veriler verileri verilerin
analist analisti analistler analistleri
doktor doktoru doktorlar doktorları
danışman danışmanı danışmanlar danışmanları
fabrika fabrikası fabrikalar fabrikada`,
		diff: `yazılım yazı|veri vergi|satış satın|yönetici yönetmen|öğretmen öğrenci|müşteri müdür|sistem siste|proje program|doktor doktora|eğitim eğilim|muhasebe mühendis|ekip ekim|uzman uzay|şirket şirin|analist analiz|hemşire hem|fabrika fayda|deneyim deneme|danışman dans|kalite kale|üretim ürün|pazarlama pazar|makine makale|banka bant|java javan|python pyton|docker doktor|marketing market|kaynak kayma|insan inşaat|araba arama|hukuk hukuki`,
	},
	da: {
		same: `udvikler udvikleren udviklere udviklerne udviklers
leder lederen ledere lederne lederes
ingeniør ingeniøren ingeniører ingeniørerne
sygeplejerske sygeplejersken sygeplejersker sygeplejerskerne
konsulent konsulenten konsulenter konsulenterne
projekt projektet projekter projekterne projekters
system systemet systemer systemerne
kunde kunden kunder kunderne kunders
medarbejder medarbejderen medarbejdere medarbejderne
virksomhed virksomheden virksomheder virksomhederne
uddannelse uddannelsen uddannelser uddannelserne
opgave opgaven opgaver opgaverne
lærer læreren lærere lærerne
sælger sælgeren sælgere sælgerne
økonom økonomen økonomer økonomerne
analyse analysen analyser analyserne
afdeling afdelingen afdelinger afdelingerne
løsning løsningen løsninger løsningerne
erfaring erfaringen erfaringer erfaringerne
tekniker teknikeren teknikere teknikerne
revisor revisoren revisorer revisorerne
elektriker elektrikeren elektrikere elektrikerne`,
		diff: `leder led|kunde kunst|lærer lære|system syste|økonom økonomi|projekt projektør|afdeling afdækning|løsning løn|tekniker teknik|revisor revision|ingeniør ingen|konsulent konsulat|udvikler vikar|sælger sæl|erfaring erfa|analyse analog|elektriker elektrolyse|opgave opgang|medarbejder arbejde|virksomhed virkning|salg salt|bank bane|service servering|data dato|java javert|market marker|design desig|regnskab regel|ansat anset|dansk dans|skole skold`,
	},
	fi: {
		same: `kehittäjä kehittäjän kehittäjät kehittäjien kehittäjänä
insinööri insinöörin insinöörit insinöörien insinöörinä
opettaja opettajan opettajat opettajien opettajana
johtaja johtajan johtajat johtajien johtajana
projekti projektin projektit projektien projektissa projekteissa
järjestelmä järjestelmän järjestelmät järjestelmien järjestelmissä
asiakas asiakkaan asiakkaat asiakkaiden
yritys yrityksen yritykset yrityksissä yrityksessä
myyjä myyjän myyjät myyjien myyjänä
sairaanhoitaja sairaanhoitajan sairaanhoitajat sairaanhoitajana
suunnittelija suunnittelijan suunnittelijat suunnittelijana
analyysi analyysin analyysit analyysien
koulutus koulutuksen koulutukset koulutuksessa
kokemus kokemuksen kokemukset kokemusta
konsultti konsultin konsultit konsulttina
kirjanpitäjä kirjanpitäjän kirjanpitäjät kirjanpitäjänä
tiimi tiimin tiimit tiimissä tiimien
ohjelmisto ohjelmiston ohjelmistot ohjelmistojen
talous talouden taloudessa
asentaja asentajan asentajat asentajana
päällikkö päällikön päälliköt päällikkönä
tietokanta tietokannan tietokannat tietokannassa`,
		diff: `myyjä myynti|opettaja opiskelija|johtaja johto|asiakas asia|yritys yrittäjä|kokemus koe|talous talo|analyysi analyytikko|ohjelmisto ohjelma|tiimi tila|järjestelmä järjestys|koulutus koulu|asentaja asenne|tietokanta tieto|konsultti konsuli|kehittäjä kehys|projekti projektori|suunnittelija suunta|päällikkö pää|insinööri inssi|pankki pankko|java javan|python pytty|data datum|markkinointi markka|hallinta hallitus|laatu laatikko|kauppa kaupunki|suomi suomu|kieli kielto|turku turkki`,
	},
	ro: {
		same: `inginer inginerul ingineri inginerii inginerilor
dezvoltator dezvoltatorul dezvoltatori dezvoltatorilor
programator programatorul programatori programatorilor programatoare
profesor profesorul profesori profesorilor profesoară
asistent asistentă asistenți asistenta asistente
manager managerul manageri managerilor
proiect proiectul proiecte proiectele proiectelor
sistem sistemul sisteme sistemele sistemelor
client clientul clienți clienții clienților
companie compania companii companiile companiilor
vânzător vânzătorul vânzători vânzătorilor
contabil contabilul contabili contabilă contabililor
echipă echipa echipe echipele echipelor
experiență experiența experiențe experiențele
analist analistul analiști analistă
consultant consultantul consultanți consultantă
universitate universitatea universități universităților
student studentul studenți studentă studenților
aplicație aplicația aplicații aplicațiile aplicațiilor
director directorul directori directoare
tehnician tehnicianul tehnicieni tehnicienilor
medic medicul medici medicilor`,
		diff: `medic medicament|client climat|sistem sistematic|contabil cont|echipă echipament|student studiu|director direcție|proiect proiector|companie compact|analist analiză|consultant consulat|universitate univers|programator program|manager management|profesor profesie|inginer inginerie|aplicație aplica|vânzător vânzare|asistent asistență|tehnician tehnică|experiență experiment|dezvoltator dezvoltare|bancă ban|java javra|python pitoni|marketing market|avocat avocado|mecanic mecanism|electrician electric|română roman`,
	},
	"tr, held out": {
		same: `öğrenci öğrencisi öğrenciler öğrencilerin öğrencilere
program programı programlar programları programların
süreç süreci süreçler süreçleri süreçlerde
bölüm bölümü bölümler bölümünde
rapor raporu raporlar raporları
ürün ürünü ürünler ürünleri ürünlerin
bütçe bütçesi bütçeler bütçeleri
sorumlu sorumlusu sorumlular
görev görevi görevler görevleri
tedarikçi tedarikçisi tedarikçiler tedarikçilerle
çalışan çalışanı çalışanlar çalışanların
mağaza mağazası mağazalar mağazada
temsilci temsilcisi temsilciler
kampanya kampanyası kampanyalar
uygulama uygulaması uygulamalar uygulamaları
strateji stratejisi stratejiler
hasta hastası hastalar hastaların
koordinatör koordinatörü koordinatörler
teknisyen teknisyeni teknisyenler
departman departmanı departmanlar departmanında`,
		diff: `öğrenci öğretim|süreç süre|bölüm bölge|rapor rap|ürün üretim|bütçe bütün|sorumlu sorun|görev görüş|tedarikçi tedavi|çalışan çalgı|mağaza maaş|temsilci temizlik|kampanya kampüs|uygulama uygun|strateji stres|hasta hastane|koordinatör koordinat|teknisyen teknik|departman depo|dolar dolu|kalite kalıp|mali malı|planlama plan|satın satır|makale makas|lisans lise|kolay kol`,
	},
};
