import type { PolicyWords } from './policy-words.ts';

export const en: PolicyWords = {
  names: {
    'Privacy Policy': ['privacy policy', 'privacy notice', 'privacy statement', 'privacy', 'data protection', 'data protection policy', 'data protection notice', 'data protection statement', 'data policy', 'privacy and data protection', 'privacy center policy'],
    'Terms of Service': ['terms of service', 'terms of use', 'terms and conditions', 'terms conditions', 'terms', 'tos', 'user agreement', 'customer agreement', 'subscription agreement', 'service agreement', 'master services agreement', 'master subscription agreement', 'msa', 'end user license agreement', 'eula', 'general terms and conditions', 'general terms', 'conditions of use', 'website terms', 'user terms'],
    'Trackers Policy': ['cookie policy', 'cookie notice', 'cookie statement', 'cookies policy', 'cookies notice', 'cookies', 'cookie', 'cookie declaration', 'tracking technologies', 'use of cookies'],
    'Data Processor Agreement': ['data processing agreement', 'data processing addendum', 'data processing terms', 'data processor agreement', 'processing agreement', 'data protection addendum', 'data protection agreement', 'dpa', 'gdpr dpa', 'customer data processing addendum'],
    'Sub-processor List': ['sub processors', 'subprocessors', 'sub processor list', 'subprocessor list', 'list of sub processors', 'list of subprocessors', 'sub processor', 'subprocessor', 'third party processors'],
    'Commercial Terms': ['commercial terms', 'order terms', 'business terms', 'purchase terms', 'partner terms', 'reseller agreement', 'affiliate terms', 'billing terms'],
    'General Conditions of Sale': ['conditions of sale', 'terms of sale', 'sales terms', 'general conditions of sale', 'terms and conditions of sale', 'terms of purchase', 'refund policy', 'return policy', 'returns policy'],
    'Service Level Agreement': ['service level agreement', 'service levels', 'sla', 'uptime commitment'],
    'Acceptable Use Policy': ['acceptable use policy', 'acceptable use', 'aup', 'fair use policy', 'anti spam policy', 'usage policy', 'usage policies'],
    'Community Guidelines': ['community guidelines', 'community standards', 'community rules', 'code of conduct', 'house rules', 'content policy'],
    'Developer Terms': ['developer terms', 'api terms', 'api terms of use', 'developer agreement', 'developer policy', 'api license agreement'],
    Imprint: ['imprint', 'legal notice', 'company information', 'legal disclosure'],
    'Security Policy': ['security policy', 'information security', 'security measures', 'technical and organisational measures', 'technical and organizational measures', 'security', 'responsible disclosure', 'vulnerability disclosure', 'vulnerability disclosure policy'],
    'Copyright Claims Policy': ['copyright policy', 'dmca', 'copyright', 'dmca policy', 'notice and takedown', 'intellectual property policy', 'copyright claims'],
  },
  hubs: ['legal', 'legal center', 'legal centre', 'legal hub', 'legal information', 'policies', 'trust center', 'trust centre', 'trust', 'compliance', 'gdpr', 'privacy center', 'privacy centre', 'all policies', 'agreements', 'legal documents', 'terms and policies', 'privacy and terms'],
  strangers: ['settings', 'preferences', 'manage', 'blog', 'news', 'template', 'generator', 'example', 'guide', 'how to', 'webinar', 'ebook', 'careers', 'jobs', 'podcast', 'login', 'sign in', 'sign up', 'request', 'do not sell', 'press', 'events', 'product', 'case study', 'download app', 'features', 'pricing'],
};
