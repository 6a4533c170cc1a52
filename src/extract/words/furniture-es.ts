/** Whole lines that are the page's, not the policy's, folded as comparison folds them. */
export const furnitureEs: readonly string[] = [
  'aceptar todas', 'aceptar todo', 'anterior', 'artículos relacionados', 'artículos vistos recientemente', 'buscar',
  'cargando', 'cerrar', 'compartir', 'configurar cookies', 'copiar enlace', 'descargar pdf', 'enviar una solicitud',
  'espere por favor', 'fue útil este artículo', 'imprimir', 'imprimir esta página', 'iniciar sesión', 'ir al contenido',
  'ir al contenido principal', 'ir arriba', 'leer más', 'menú', 'mostrar más', 'rechazar todo', 'registrarse',
  'saltar al contenido', 'siguiente', 'subir', 'síguenos', 'te ha resultado útil este artículo',
  'todos los derechos reservados', 'ver menos', 'ver más', 'volver', 'volver arriba',
];
