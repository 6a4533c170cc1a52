import type { PolicyWords } from './policy-words.ts';

export const es: PolicyWords = {
  names: {
    'Privacy Policy': ['politica de privacidad', 'aviso de privacidad', 'privacidad', 'proteccion de datos', 'politica de proteccion de datos', 'declaracion de privacidad', 'politica de datos'],
    'Terms of Service': ['terminos de servicio', 'terminos del servicio', 'condiciones de uso', 'terminos de uso', 'terminos y condiciones', 'condiciones generales', 'condiciones del servicio', 'condiciones generales de uso', 'terminos', 'acuerdo de usuario', 'condiciones de servicio'],
    'Trackers Policy': ['politica de cookies', 'aviso de cookies', 'cookies', 'uso de cookies'],
    'Data Processor Agreement': ['acuerdo de tratamiento de datos', 'encargo de tratamiento', 'contrato de encargado del tratamiento', 'anexo de tratamiento de datos', 'contrato de tratamiento de datos', 'acuerdo de procesamiento de datos'],
    'Sub-processor List': ['subencargados', 'lista de subencargados', 'subprocesadores', 'subencargados del tratamiento', 'lista de subprocesadores'],
    'Commercial Terms': ['condiciones comerciales', 'terminos comerciales', 'condiciones de contratacion'],
    'General Conditions of Sale': ['condiciones de venta', 'condiciones generales de venta', 'condiciones de compra', 'politica de devoluciones', 'derecho de desistimiento', 'politica de reembolso'],
    'Service Level Agreement': ['acuerdo de nivel de servicio', 'niveles de servicio', 'sla'],
    'Acceptable Use Policy': ['politica de uso aceptable', 'uso aceptable', 'politica de uso', 'politica antispam'],
    'Community Guidelines': ['normas de la comunidad', 'directrices de la comunidad', 'codigo de conducta'],
    'Developer Terms': ['terminos para desarrolladores', 'condiciones de la api'],
    Imprint: ['aviso legal', 'informacion legal'],
    'Security Policy': ['politica de seguridad', 'seguridad de la informacion', 'medidas tecnicas y organizativas', 'seguridad'],
    'Copyright Claims Policy': ['derechos de autor', 'propiedad intelectual', 'politica de derechos de autor'],
  },
  hubs: ['legal', 'juridico', 'documentos legales', 'rgpd', 'politicas', 'centro legal', 'centro de confianza'],
  strangers: ['configuracion', 'preferencias', 'gestionar', 'noticias', 'plantilla', 'ejemplo', 'empleo', 'iniciar sesion', 'guia', 'precios', 'formacion'],
};
