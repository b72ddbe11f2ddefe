/**
 * Names of cities besides the one in the file of cities: in German, English, French, Spanish and Italian, and short forms. Each
 * line: the name in the file, the country, other names.
 */
export const OTHER_NAMES = `
Munich|DE|München|Muenchen|Munique|Monaco di Baviera
Köln|DE|Cologne|Koeln|Colonia
Nürnberg|DE|Nuremberg|Nuernberg|Núremberg
Hannover|DE|Hanover|Hanovre
Braunschweig|DE|Brunswick
Aachen|DE|Aix-la-Chapelle|Aquisgrán
Mainz|DE|Mayence|Maguncia
Trier|DE|Trèves|Tréveris
Regensburg|DE|Ratisbonne|Ratisbona
Frankfurt am Main|DE|Frankfurt|Frankfort|Francfort|Frankfurt a.M.|Frankfurt/Main|Francfort-sur-le-Main
Freiburg|DE|Freiburg im Breisgau|Fribourg-en-Brisgau
Dresden|DE|Dresde
Leipzig|DE|Lipsia
Hamburg|DE|Hambourg|Hamburgo
Berlin|DE|Berlín|Berlino
Stuttgart|DE|Estugarda
Bremen|DE|Brême
Vienna|AT|Wien|Vienne|Viena
Salzburg|AT|Salzbourg|Salzburgo
Zürich|CH|Zurich|Zuerich|Zúrich
Genève|CH|Geneva|Genf|Ginebra|Ginevra
Basel|CH|Basle|Bâle|Basilea
Bern|CH|Berne|Berna
Luzern|CH|Lucerne|Lucerna
Lausanne|CH|Lausana
Paris|FR|París|Parigi
Marseille|FR|Marseilles|Marsella
Lyon|FR|Lyons
Strasbourg|FR|Straßburg|Strassburg|Estrasburgo
Nice|FR|Nizza|Niza
Toulouse|FR|Tolosa de Francia
Bordeaux|FR|Burdeos
Brussels|BE|Brüssel|Bruxelles|Brussel|Bruselas
Antwerpen|BE|Antwerp|Anvers|Amberes
Gent|BE|Ghent|Gand|Gante
Brugge|BE|Bruges|Brügge|Brujas
Liège|BE|Lüttich|Luik|Lieja
Leuven|BE|Louvain|Löwen
The Hague|NL|Den Haag|La Haye|La Haya|'s-Gravenhage
Rotterdam|NL|Róterdam
Amsterdam|NL|Ámsterdam
Luxembourg|LU|Luxemburg|Luxembourg City|Luxemburgo
London|GB|Londres|Londra
Newcastle upon Tyne|GB|Newcastle
Hull|GB|Kingston upon Hull
Kingston upon Hull|GB|Hull
's-Hertogenbosch|NL|Den Bosch
Edinburgh|GB|Édimbourg|Edimburgo
Dublin|IE|Dublín|Dublino
Madrid|ES|Madrid Capital
Sevilla|ES|Seville|Séville
Zaragoza|ES|Saragossa|Saragosse
Barcelona|ES|Barcelone|Barcellona
A Coruña|ES|La Coruña|Corunna|La Corogne
Córdoba|ES|Cordova|Cordoue
Valencia|ES|Valence
Donostia / San Sebastián|ES|Donostia|San Sebastián|San Sebastian
Palma|ES|Palma de Mallorca
Lisbon|PT|Lisboa|Lissabon|Lisbonne
Porto|PT|Oporto
Rome|IT|Roma|Rom
Milano|IT|Milan|Mailand|Milán
Torino|IT|Turin|Turín
Firenze|IT|Florence|Florenz|Florencia
Florence|IT|Firenze|Florenz|Florencia
Venice|IT|Venezia|Venedig|Venise|Venecia
Naples|IT|Napoli|Neapel|Nápoles
Genoa|IT|Genova|Genua|Gênes|Génova
Milan|IT|Milano|Mailand|Milán
Turin|IT|Torino|Turín
Copenhagen|DK|København|Kopenhagen|Copenhague
Göteborg|SE|Gothenburg|Göteborg|Gotemburgo
Stockholm|SE|Estocolmo
Malmö|SE|Malmo
Helsinki|FI|Helsingfors
Warsaw|PL|Warszawa|Warschau|Varsovie|Varsovia
Kraków|PL|Krakow|Cracow|Krakau|Cracovie|Cracovia
Wrocław|PL|Wroclaw|Breslau
Gdańsk|PL|Gdansk|Danzig
Poznań|PL|Poznan|Posen
Łódź|PL|Lodz
Prague|CZ|Praha|Prag|Praga
Brno|CZ|Brünn
Bratislava|SK|Pressburg
Budapest|HU|Budapeste
Bucharest|RO|București|Bukarest|Bucarest
Cluj-Napoca|RO|Cluj|Klausenburg
Sofia|BG|Sofija|Sofía
Athens|GR|Athína|Athen|Athènes|Atenas
Thessaloníki|GR|Thessaloniki|Saloniki
Belgrade|RS|Beograd|Belgrad|Belgrado
Zagreb|HR|Agram
Ljubljana|SI|Laibach
Kyiv|UA|Kiev|Kiew
Lviv|UA|Lemberg
Moscow|RU|Moskva|Moskau|Moscou|Moscú
Saint Petersburg|RU|Sankt Petersburg|St Petersburg|Saint-Pétersbourg|San Petersburgo
Istanbul|TR|İstanbul|Estambul
İzmir|TR|Izmir|Smyrna
New York City|US|New York|NYC|Nueva York
Los Angeles|US|Los Ángeles
San Francisco|US|SF
Washington, D.C.|US|Washington|Washington DC|Washington D C
Boston|US|Boston MA
St. Louis|US|St Louis|Saint Louis
Saint Louis|US|St Louis|St. Louis
Saint Paul|US|St Paul|St. Paul
Montréal|CA|Montreal
Québec|CA|Quebec|Quebec City
Mexico City|MX|Ciudad de México|CDMX|Mexiko-Stadt|Ciudad de Mexico
São Paulo|BR|Sao Paulo
Bengaluru|IN|Bangalore
Mumbai|IN|Bombay
Chennai|IN|Madras
Kolkata|IN|Calcutta
New Delhi|IN|Neu-Delhi|Nueva Delhi
Beijing|CN|Peking|Pékin|Pekín
Guangzhou|CN|Canton
Tokyo|JP|Tokio|Tōkyō
Seoul|KR|Séoul|Seúl
Ho Chi Minh City|VN|Saigon
Cairo|EG|Kairo|Le Caire|El Cairo
Tel Aviv|IL|Tel-Aviv
Dubai|AE|Dubái|Dubaï
Abu Dhabi|AE|Abu Dabi
`;
