/** Texts of made-up vendors, a clause a line: `# heading`, `## heading`, `- item`, `4.2 numbered`, `| cell | cell`, or plain. */

export const payrollPrivacyOld = `# Privacyverklaring Loonwolk
Laatst bijgewerkt: 3 februari 2026
Deze verklaring legt uit hoe Loonwolk B.V. omgaat met de gegevens van werknemers van onze klanten.
## 1. Welke gegevens wij verwerken
Wij verwerken naam, geboortedatum, burgerservicenummer, salaris en bankrekeningnummer.
Wij verwerken geen gegevens over gezondheid.
## 2. Waarvoor wij ze gebruiken
2.1 Wij berekenen het loon en doen aangifte bij de Belastingdienst.
2.2 Met uw toestemming sturen wij een nieuwsbrief.
2.3 Wij gebruiken de gegevens niet voor andere doelen.
## 3. Ontvangers
Wij delen gegevens met de Belastingdienst en met het pensioenfonds.
Onze hostingpartij is Polderhost B.V. te Almere.
## 4. Bewaartermijn
Wij bewaren loongegevens 7 jaar.
Logbestanden bewaren wij maximaal 1 week.
## 5. Beveiliging
Alle gegevens zijn versleuteld opgeslagen in datacenters in Nederland.
Een datalek melden wij binnen 24 uur aan onze klant.
## 6. Uw rechten
U kunt inzage, correctie en verwijdering vragen.
Wij antwoorden binnen 4 weken.
Stuur uw verzoek naar privacy@loonwolk.example.
## 7. Klachten
U kunt een klacht indienen bij de Autoriteit Persoonsgegevens.
## 8. Wijzigingen
Wij kondigen wijzigingen 30 dagen van tevoren aan.`;

export const payrollPrivacyNew = `# Privacyverklaring Loonwolk
Laatst bijgewerkt: 9 november 2026
Deze verklaring legt uit hoe Loonwolk B.V. omgaat met de gegevens van werknemers van onze klanten.
## 1. Welke gegevens wij verwerken
Wij verwerken naam, geboortedatum, burgerservicenummer, salaris, bankrekeningnummer en verzuimgegevens.
## 2. Waarvoor wij ze gebruiken
2.1 Wij berekenen het loon en doen aangifte bij de Belastingdienst.
2.2 Op grond van ons gerechtvaardigd belang sturen wij een nieuwsbrief.
2.3 Wij gebruiken de gegevens ook om onze modellen voor automatische salarisadviezen te trainen.
## 3. Ontvangers
Wij delen gegevens met de Belastingdienst en met het pensioenfonds.
Onze hostingpartij is Polderhost B.V. te Almere.
Voor analyse van gebruik schakelen wij Zwerm Analytics Inc. in de Verenigde Staten in.
## 4. Beveiliging
Alle gegevens zijn versleuteld opgeslagen in datacenters in Nederland.
Een datalek melden wij binnen 72 uur aan onze klant.
## 5. Bewaartermijn
Wij bewaren loongegevens 7 jaar.
Logbestanden bewaren wij maximaal 1 maand.
## 6. Uw rechten
U kunt inzage, correctie en verwijdering vragen.
Wij antwoorden binnen 4 weken.
Stuur uw verzoek naar gegevens@loonwolk.example.
## 7. Klachten
U kunt een klacht indienen bij de Autoriteit Persoonsgegevens.
## 8. Wijzigingen
Wij kondigen wijzigingen 30 dagen van tevoren aan.`;

export const pigeonTermsOld = `# Pigeonpost Terms of Service
Effective 1 January 2026
## 1. The service
Pigeonpost delivers newsletters for its customers.
## 2. Fees
2.1 The monthly fee is EUR 40 per 10,000 messages.
2.2 We may change the fee once a year with three months' notice.
## 3. Liability
3.1 Our liability is limited to the fees paid in the last 24 months.
3.2 Nothing in these terms limits liability for intent.
## 4. Disputes
4.1 Dutch law governs these terms.
4.2 Disputes are brought before the court of Amsterdam.`;

export const pigeonTermsNew = `# Pigeonpost Terms of Service
Effective 1 January 2027
## 1. The service
Pigeonpost delivers newsletters and push messages for its customers.
## 2. Fees
2.1 The monthly fee is EUR 48 per 10,000 messages.
2.2 We may change the fee at any time with 30 days' notice.
## 3. Liability
3.1 Our liability is limited to the fees paid in the last 12 months.
3.2 Nothing in these terms limits liability for intent.
## 4. Disputes
4.1 Dutch law governs these terms.
4.2 Disputes are brought before the court of Amsterdam.`;

export const pigeonListOld = `# Sub-processors of Pigeonpost
| Company | Purpose | Country
| Polderhost B.V. | Hosting | Netherlands
| Mailvogel GmbH | Delivery | Germany`;

export const pigeonListNew = `# Sub-processors of Pigeonpost
| Company | Purpose | Country
| Polderhost B.V. | Hosting | Netherlands
| Mailvogel GmbH | Delivery | Germany
| OpenAI Ireland Ltd. | Writing assistance | Ireland`;

export const swarmCookies = `# Cookie policy
Zwerm Analytics uses cookies to count visits.
- _zw keeps your session for 30 minutes.
- _zwid recognises you for 13 months.
You can refuse them in your browser.`;
