/**
 * States and provinces beside those of the US, with what GeoNames calls them (admin1). Each line: the country, then code and names of each,
 * that of the country itself first. Where a city is called so, too, nobody can tell which is meant: of those only Berlin, Hamburg and Bremen, which are both.
 */
export const REGION_NAMES = `
DE|01 Baden-Württemberg|02 Bayern/Bavaria|03 Bremen|04 Hamburg|05 Hessen/Hesse|06 Niedersachsen/Lower Saxony|07 Nordrhein-Westfalen/North Rhine-Westphalia/NRW|08 Rheinland-Pfalz/Rhineland-Palatinate|09 Saarland|10 Schleswig-Holstein|11 Brandenburg|12 Mecklenburg-Vorpommern|13 Sachsen/Saxony|14 Sachsen-Anhalt/Saxony-Anhalt|15 Thüringen/Thuringia|16 Berlin
AT|01 Burgenland|02 Kärnten/Carinthia|03 Niederösterreich/Lower Austria|04 Oberösterreich/Upper Austria|06 Steiermark/Styria|07 Tirol/Tyrol|08 Vorarlberg
CH|TI Ticino/Tessin|VS Valais/Wallis|VD Vaud/Waadt|GR Graubünden/Grisons|TG Thurgau|AG Aargau
GB|ENG England|SCT Scotland|WLS Wales|NIR Northern Ireland
FR|11 Île-de-France|24 Centre-Val de Loire|27 Bourgogne-Franche-Comté|28 Normandie/Normandy|32 Hauts-de-France|44 Grand Est|52 Pays de la Loire|53 Bretagne/Brittany|75 Nouvelle-Aquitaine|76 Occitanie|84 Auvergne-Rhône-Alpes|93 Provence-Alpes-Côte d'Azur/PACA|94 Corse/Corsica
ES|07 Islas Baleares/Balearic Islands|29 Comunidad de Madrid|31 Región de Murcia|32 Navarra/Navarre|34 Asturias|39 Cantabria|51 Andalucía/Andalusia|52 Aragón/Aragon|53 Canarias/Canary Islands/Islas Canarias|54 Castilla-La Mancha|55 Castilla y León|56 Cataluña/Catalonia/Catalunya|57 Extremadura|58 Galicia|59 País Vasco/Basque Country/Euskadi|60 Comunidad Valenciana/Comunitat Valenciana
IT|01 Abruzzo|02 Basilicata|03 Calabria|04 Campania|05 Emilia-Romagna|06 Friuli-Venezia Giulia|07 Lazio|08 Liguria|09 Lombardia/Lombardy|10 Marche|12 Piemonte/Piedmont|13 Puglia/Apulia|14 Sardegna/Sardinia|15 Sicilia/Sicily|16 Toscana/Tuscany|17 Trentino-Alto Adige/South Tyrol|18 Umbria|19 Valle d'Aosta|20 Veneto
BE|VLG Vlaanderen/Flanders|WAL Wallonie/Wallonia
AU|02 New South Wales/NSW|04 Queensland|05 South Australia|06 Tasmania|08 Western Australia
CA|01 Alberta|02 British Columbia|03 Manitoba|04 New Brunswick|05 Newfoundland and Labrador|07 Nova Scotia|08 Ontario|09 Prince Edward Island|10 Québec/Quebec|11 Saskatchewan|12 Yukon|13 Northwest Territories|14 Nunavut
`;
