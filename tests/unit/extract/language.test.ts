import { expect, test } from 'vitest';
import { detectLanguage } from '../../../src/extract/language.ts';
import { documentOf } from './documents.ts';

test.each([
  ['nl', 'Wij verwerken uw persoonsgegevens om de overeenkomst uit te voeren en bewaren deze niet langer dan nodig.'],
  ['en', 'We process your personal data to perform the contract and keep it no longer than necessary.'],
  ['de', 'Wir verarbeiten Ihre personenbezogenen Daten zur Erfüllung des Vertrags und speichern sie nicht länger als nötig.'],
  ['fr', 'Nous traitons vos données personnelles pour exécuter le contrat et ne les conservons pas plus longtemps que nécessaire.'],
  ['es', 'Tratamos sus datos personales para ejecutar el contrato y no los conservamos más tiempo del necesario.'],
  ['it', 'Trattiamo i vostri dati personali per eseguire il contratto e non li conserviamo più a lungo del necessario.'],
])('the words say %s, whatever the page claims', (language, text) => {
  expect(detectLanguage(documentOf(text))).toBe(language);
  expect(detectLanguage(documentOf(`${text}\n${text}`, { lang: language === 'en' ? 'nl-NL' : 'en-US' }))).toBe(language);
});

test.each([
  ['pt', 'Tratamos os seus dados pessoais para executar o contrato e não os conservamos por mais tempo do que o necessário.'],
  ['pl', 'Przetwarzamy dane osobowe w celu wykonania umowy i nie przechowujemy ich dłużej, niż jest to konieczne.'],
  ['da', 'Vi behandler dine personoplysninger for at opfylde aftalen og opbevarer dem ikke længere end nødvendigt, jf. vores slettepolitik.'],
  ['sv', 'Vi behandlar dina personuppgifter för att fullgöra avtalet och sparar dem inte längre än vad som är nödvändigt.'],
  ['no', 'Vi behandler personopplysninger om deg for å oppfylle avtalen og lagrer dem ikke lenger enn det som er nødvendig.'],
  ['fi', 'Käsittelemme henkilötietojasi sopimuksen täyttämiseksi, ja säilytämme niitä vain niin kauan kuin se on tarpeen tai laki sitä vaatii.'],
  ['cs', 'Vaše osobní údaje zpracováváme, abychom mohli plnit smlouvu, a neuchováváme je déle, než je to nezbytné pro daný účel.'],
  ['ro', 'Prelucrăm datele dumneavoastră cu caracter personal pentru a executa contractul și nu le păstrăm mai mult decât este necesar.'],
  ['hu', 'Az ön személyes adatait a szerződés teljesítése érdekében kezeljük, és nem őrizzük meg azokat a szükségesnél tovább.'],
  ['tr', 'Kişisel verilerinizi sözleşmenin ifası için işliyoruz ve bu verileri gerekenden daha uzun süre saklamıyoruz.'],
  ['ca', 'Tractem les vostres dades personals per executar el contracte i no les conservem més temps del necessari per als nostres fins.'],
  ['ru', 'Мы обрабатываем ваши персональные данные для исполнения договора и не храним их дольше, чем это необходимо.'],
  ['uk', 'Ми обробляємо ваші персональні дані для виконання договору та не зберігаємо їх довше, ніж це необхідно.'],
  ['bg', 'Ние обработваме вашите лични данни, за да изпълним договора, и не ги съхраняваме по-дълго от необходимото.'],
  ['el', 'Επεξεργαζόμαστε τα προσωπικά σας δεδομένα για την εκτέλεση της σύμβασης και δεν τα διατηρούμε περισσότερο.'],
  ['ja', '当社は、契約を履行するためにお客様の個人情報を処理し、必要以上に長く保存しません。'],
  ['zh', '我们处理您的个人数据以履行合同，保存时间不会超过必要的期限。'],
  ['ko', '당사는 계약을 이행하기 위해 귀하의 개인정보를 처리하며 필요한 기간 이상 보관하지 않습니다.'],
  ['ar', 'نعالج بياناتك الشخصية لتنفيذ العقد ولا نحتفظ بها لمدة أطول من اللازم.'],
])('a language whose policies are not read in depth is told apart: %s', (language, text) => {
  expect(detectLanguage(documentOf(text))).toBe(language);
  expect(detectLanguage(documentOf(`${text}\n${text}`, { lang: 'en-US' }))).toBe(language);
});

test('a list of companies without a sentence takes the page at its word', () => {
  const list = 'Amazon Web Services, Inc. | Hosting | Ireland\nTwilio Ireland Ltd. | Messaging | Germany\nZendesk, Inc. | Support | United States';
  expect(detectLanguage(documentOf(list, { lang: 'nl' }))).toBe('nl');
  expect(detectLanguage(documentOf(list, { lang: 'en' }))).toBe('en');
});

test('a few words that could be several languages take the page at its word', () => {
  expect(detectLanguage(documentOf('Contact: Postbus 1', { lang: 'nl-NL' }))).toBe('nl');
  expect(detectLanguage(documentOf('', { lang: 'de' }))).toBe('de');
  expect(detectLanguage(documentOf('', {}))).toBeNull();
});

test('an English preamble does not make a Dutch policy English', () => {
  const dutch = Array.from({ length: 30 }, (_, at) => `Artikel ${at} van deze voorwaarden regelt wat de leverancier en de klant van elkaar mogen verwachten.`);
  expect(detectLanguage(documentOf(['This page is only available in Dutch, as our customers are all in the Netherlands.', ...dutch].join('\n')))).toBe('nl');
});

test('the same page always gives the same answer', () => {
  const page = documentOf('Privacy\nCookies\nContact');
  expect(new Set(Array.from({ length: 5 }, () => detectLanguage(page))).size).toBe(1);
});
