/**
 * Names of cities besides the one in the file of cities: in German, English, French, Spanish and Italian, short forms, and the
 * city's own in another script (Chinese ones in simplified and traditional characters). Each line: the name in the file, the country, other names.
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
Sankt Gallen|CH|St. Gallen|St Gallen|Saint-Gall|San Gallo
Sankt Pölten|AT|St. Pölten|St Pölten
Biel/Bienne|CH|Biel|Bienne
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
Valencia|ES|València|Valence
Gasteiz / Vitoria|ES|Vitoria|Gasteiz|Vitoria-Gasteiz
Alicante|ES|Alacant
Bilbao|ES|Bilbo
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
Sofia|BG|Sofija|Sofía|София
Athens|GR|Athína|Athen|Athènes|Atenas|Αθήνα
Thessaloníki|GR|Thessaloniki|Saloniki|Θεσσαλονίκη
Belgrade|RS|Beograd|Belgrad|Belgrado|Београд
Zagreb|HR|Agram
Ljubljana|SI|Laibach
Kyiv|UA|Kiev|Kiew|Київ|Киев
Lviv|UA|Lemberg|Львів
Moscow|RU|Moskva|Moskau|Moscou|Moscú|Москва
Saint Petersburg|RU|Sankt Petersburg|St Petersburg|Saint-Pétersbourg|San Petersburgo|Санкт-Петербург
Istanbul|TR|İstanbul|Estambul
İzmir|TR|Izmir|Smyrna
New York City|US|New York|NYC|Nueva York
Los Angeles|US|Los Ángeles
San Francisco|US|SF
Washington, D.C.|US|Washington|Washington DC|Washington D C
Boston|US|Boston MA
St. Louis|US|St Louis|Saint Louis
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
Beijing|CN|Peking|Pékin|Pekín|北京
Guangzhou|CN|Canton|广州|廣州
Tokyo|JP|Tokio|Tōkyō|東京|东京
Seoul|KR|Séoul|Seúl|서울|首尔|首爾
Shanghai|CN|上海
Shenzhen|CN|深圳
Tianjin|CN|天津
Chongqing|CN|重庆|重慶
Chengdu|CN|成都
Wuhan|CN|武汉|武漢
Hangzhou|CN|杭州
Nanjing|CN|Nanking|南京
Suzhou|CN|苏州|蘇州
Xi’an|CN|Xian|西安
Qingdao|CN|Tsingtao|青岛|青島
Dalian|CN|大连|大連
Shenyang|CN|沈阳|瀋陽
Harbin|CN|哈尔滨|哈爾濱
Changchun|CN|长春|長春
Jinan|CN|济南|濟南
Zhengzhou|CN|郑州|鄭州
Changsha|CN|长沙|長沙
Hefei|CN|合肥
Ningbo|CN|宁波|寧波
Wuxi|CN|无锡|無錫
Xiamen|CN|Amoy|厦门|廈門
Fuzhou|CN|福州
Dongguan|CN|东莞|東莞
Foshan|CN|佛山
Zhuhai|CN|珠海
Kunming|CN|昆明
Guiyang|CN|贵阳|貴陽
Nanning|CN|南宁|南寧
Nanchang|CN|南昌
Taiyuan|CN|太原
Shijiazhuang|CN|石家庄|石家莊
Lanzhou|CN|兰州|蘭州
Ürümqi|CN|Urumqi|乌鲁木齐|烏魯木齊
Hong Kong|HK|Hongkong|香港
Macau|MO|Macao|澳门|澳門
Taipei|TW|台北|臺北
Kaohsiung|TW|高雄
Taichung|TW|台中|臺中
Tainan|TW|台南|臺南
Hsinchu|TW|新竹
Singapore|SG|Singapur|Singapour|Singapura|新加坡
Osaka|JP|大阪|大坂
Yokohama|JP|横浜|橫濱
Nagoya|JP|名古屋
Sapporo|JP|札幌
Fukuoka|JP|福岡|福冈
Kobe|JP|神戸|神户|神戶
Kyoto|JP|Kioto|京都
Kawasaki|JP|川崎
Saitama|JP|さいたま|埼玉
Hiroshima|JP|広島|广岛|廣島
Sendai|JP|仙台
Chiba|JP|千葉
Kitakyushu|JP|北九州
Sakai|JP|堺
Shizuoka|JP|静岡
Niigata|JP|新潟
Hamamatsu|JP|浜松
Okayama|JP|岡山
Kumamoto|JP|熊本
Kagoshima|JP|鹿児島
Busan|KR|Pusan|부산|釜山
Incheon|KR|Inchon|인천
Daegu|KR|Taegu|대구
Daejeon|KR|Taejon|대전
Gwangju|KR|Kwangju|광주
Ulsan|KR|울산
Suwon|KR|수원
Ho Chi Minh City|VN|Saigon|Thành phố Hồ Chí Minh
Cairo|EG|Kairo|Le Caire|El Cairo|القاهرة
Tel Aviv|IL|Tel-Aviv|Tel Aviv-Yafo|תל אביב
Dubai|AE|Dubái|Dubaï|دبي
Abu Dhabi|AE|Abu Dabi
Frankfurt (Oder)|DE|Frankfurt an der Oder
Mechelen|BE|Malines
Kortrijk|BE|Courtrai
Tournai|BE|Doornik
Nijmegen|NL|Nimwegen|Nimègue
Lille|FR|Rijsel
Mulhouse|FR|Mülhausen
Dunkerque|FR|Dunkirk|Dünkirchen
Bolzano|IT|Bozen
Padova|IT|Padua
Livorno|IT|Leghorn
Mantova|IT|Mantua
Trieste|IT|Triest
Århus|DK|Aarhus
Turku|FI|Åbo
Tampere|FI|Tammerfors
Pilsen|CZ|Plzeň
Košice|SK|Kaschau
Szczecin|PL|Stettin
Katowice|PL|Kattowitz
Timişoara|RO|Temeswar
Sibiu|RO|Hermannstadt
Vilnius|LT|Wilna
Tallinn|EE|Reval
Kharkiv|UA|Kharkov|Charkiw|Харків|Харьков
Odessa|UA|Odesa|Одеса|Одесса
Minsk|BY|Мінск|Минск
Novosibirsk|RU|Новосибирск
Yekaterinburg|RU|Ekaterinburg|Jekaterinburg|Екатеринбург
Kazan|RU|Казань
Nizhniy Novgorod|RU|Nizhny Novgorod|Нижний Новгород
Rostov-na-Donu|RU|Rostov-on-Don|Ростов-на-Дону
Plovdiv|BG|Пловдив
Varna|BG|Варна
Irákleion|GR|Heraklion
Baku|AZ|Bakı
Gurgaon|IN|Gurugram
Pune|IN|Poona
Thiruvananthapuram|IN|Trivandrum
Vadodara|IN|Baroda
Mysore|IN|Mysuru
Mangalore|IN|Mangaluru
Visakhapatnam|IN|Vizag
Allahābād|IN|Prayagraj
Puducherry|IN|Pondicherry
Ulan Bator|MN|Ulaanbaatar
Yangon|MM|Rangoon
Jerusalem|IL|Jérusalem|ירושלים
Tehran|IR|Teheran|Téhéran|تهران
Jeddah|SA|Jiddah|Djeddah|جدة
Algiers|DZ|Alger|Algier
Tangier|MA|Tanger
Marrakesh|MA|Marrakech|Marrakesch
Havana|CU|La Habana|La Havane|Havanna
Panamá|PA|Panama City|Ciudad de Panamá
`;
