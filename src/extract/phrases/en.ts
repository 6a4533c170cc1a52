import type { Phrases } from './phrases.ts';

export const english: Phrases = {
  titles: [
    'privacy', 'terms', 'conditions', 'policy', 'policies', 'cookie', 'cookies', 'agreement', 'notice', 'statement', 'imprint', 'legal', 'guidelines', 'disclaimer',
    'data processing', 'processing addendum', 'addendum', 'subprocessors', 'sub processors', 'service level', 'acceptable use', 'rules', 'code of conduct', 'gdpr',
    'data protection', 'copyright', 'dmca', 'trust', 'security', 'pricing', 'fees', 'refund', 'refunds', 'returns', 'shipping', 'delivery', 'billing', 'payment', 'warranty', 'sla',
  ],
  vocabulary: [
    'personal data', 'personal information', 'privacy', 'cookie', 'processor', 'controller', 'gdpr', 'consent', 'third part', 'liabil', 'warrant', 'terminat',
    'governing law', 'jurisdiction', 'arbitrat', 'indemn', 'intellectual property', 'you agree', 'terms', 'retain', 'retention', 'lawful', 'legitimate interest',
    'data protection', 'supervisory authority', 'copyright', 'infring', 'refund', 'subscription', 'license', 'licence', 'registered office', 'company number', 'vat',
    'managing director', 'service level', 'uptime', 'prohibit', 'violat', 'guidelines', 'opt out', 'we collect', 'transfer', 'subprocessor', 'confidential', 'policy',
    'register', 'commercial register', 'represented by', 'price', 'payment', 'fee', 'deliver', 'invoice', 'billing', 'renew', 'cancel',
  ],
  blocked: [
    'access denied', 'access to this page has been denied', "you don't have permission to access", 'you have been blocked', 'sorry you have been blocked', 'request blocked',
    'your request has been blocked', 'forbidden', 'not available in your country', 'not available in your region', 'unavailable in your location', 'unusual traffic',
    'your ip address has been', 'unavailable for legal reasons', 'too many requests', 'rate limit', 'error 1020', 'the request could not be satisfied', 'automated access',
    'blocked by', 'security service to protect itself'],
  challenge: [
    'just a moment', 'checking your browser', 'verify you are human', 'verifying you are human', 'are you a robot', 'are you human', "i'm not a robot", 'complete the captcha', 'solve the captcha',
    'press and hold', 'press hold to confirm', 'human verification', 'security check', 'needs to review the security of your connection', 'enable javascript and cookies to continue',
    "making sure you're not a bot", 'pardon our interruption', 'confirm you are human', 'prove you are human', 'before you continue we need to check'],
  consentWall: [
    'accept all', 'accept cookies', 'accept and continue', 'reject all', 'manage preferences', 'manage cookies', 'cookie settings', 'before you continue', 'we value your privacy',
    'we and our partners', 'agree and continue', 'consent to continue', 'accept to continue', 'allow all', 'save my choices', 'confirm your age', 'are you over 18', 'are you 18',
    'you must be of legal drinking age', 'please confirm that you are', 'your choices regarding cookies'],
  login: [
    'log in', 'login', 'sign in', 'sign in to continue', 'log in to continue', 'please log in', 'please sign in', 'forgot your password', 'forgot password', 'create an account', 'enter your password',
    'you must be logged in', 'session has expired', 'single sign on', 'subscribe to continue reading', 'remember me', "don't have an account"],
  notFound: [
    'page not found', '404', 'not found', 'could not be found', "couldn't find", "can't find", 'does not exist', "doesn't exist", 'no longer available', 'no longer exists',
    'page you requested', 'page you are looking for', "page you're looking for", 'page you were looking for', 'uh oh', 'oops', 'broken link', 'nothing here', "this page isn't available", 'page has been removed', 'lost'],
  maintenance: [
    'maintenance', 'back soon', 'be right back', 'temporarily unavailable', 'temporarily down', 'scheduled maintenance', 'service unavailable', 'internal server error',
    'bad gateway', 'gateway timeout', 'error establishing a database connection', 'fatal error', 'stack trace', 'uncaught exception', 'something went wrong', 'technical difficulties',
    'web server is down', 'origin is unreachable', 'an error occurred', 'try again later', 'warning include', 'taking a while to connect', 'check your internet connection'],
  needsScript: ['enable javascript', 'javascript is disabled', 'javascript is required', 'requires javascript', 'need to enable javascript', 'turn on javascript', 'browser does not support javascript', 'without javascript', 'loading'],
  parked: ['domain is for sale', 'domain for sale', 'buy this domain', 'domain is parked', 'domain has expired', 'this domain may be for sale', 'hosting account has been suspended', 'account suspended', 'related searches', 'welcome to nginx', 'default web page', 'it works'],
  moved: ['has moved to', 'have moved to', 'moved to a new', 'can now be found', 'is now available at', 'new location', 'this page has moved'],
  months: [
    ['january', 'jan'], ['february', 'feb', 'febr'], ['march', 'mar'], ['april', 'apr'], ['may'], ['june', 'jun'], ['july', 'jul'], ['august', 'aug'],
    ['september', 'sep', 'sept'], ['october', 'oct'], ['november', 'nov'], ['december', 'dec']],
  effective: [
    'effective date', 'date effective', 'effective as of', 'effective from', 'effective on', 'effective since', 'effective', 'in effect as of', 'in effect from', 'in effect since', 'takes effect', 'take effect',
    'comes into effect', 'come into effect', 'came into effect', 'goes into effect', 'go into effect', 'comes into force', 'come into force', 'in force from', 'in force since', 'entry into force', 'valid from', 'valid as of', 'applicable from',
    'applies from', 'applies as of', 'apply from', 'apply as of', 'applicable as of', 'date of effect', 'start date', 'commencement date'],
  updated: [
    'last updated', 'last update', 'last modified', 'last revised', 'last revision', 'last changed', 'last amended', 'last reviewed', 'latest update', 'latest revision', 'most recently updated', 'updated', 'revised', 'date of last revision',
    'date of last update', 'date of revision', 'revision date', 'date revised', 'modified', 'amended', 'version', 'version date', 'version of', 'posted', 'published', 'date of publication', 'dated', 'status', 'as at', 'date'],
  from: ['as of', 'from', 'starting', 'since', 'beginning', 'on'],
  between: ['of', 'the', 'st', 'nd', 'rd', 'th'],
  coming: [
    'will take effect', 'will be effective', 'will become effective', 'will come into effect', 'will come into force', 'will go into effect', 'will apply', 'takes effect on', 'take effect on', 'effective', 'will replace', 'will be updating',
    'will change', 'are changing', 'is changing', 'will be updated', 'starting', 'as of', 'beginning', 'will govern'],
  comingWhat: ['new terms', 'new version', 'updated version', 'upcoming', 'new privacy', 'updated privacy', 'updated terms', 'updating our', 'updating these', 'updated our', 'changes to', 'revised', 'new policy', 'updated policy', 'coming version', 'future version', 'new agreement', 'new conditions', 'making changes', 'changing our', 'amended', 'preview'],
  preview: ['preview', 'new terms', 'new version', 'updated terms', 'upcoming', 'new privacy', 'updated privacy', 'updated version', 'new policy', 'read the new', 'view the new', 'see the new', 'review the new', 'revised', 'future version'],
};
