/** Whole lines that are the page's, not the policy's, folded as comparison folds them. */
export const furnitureIt: readonly string[] = [
  'accedi', 'accetta tutti', 'accetta tutto', 'articoli correlati', 'articoli visualizzati di recente', 'attendere prego',
  'caricamento', 'cerca', 'chiudi', 'condividi', 'copia link', 'impostazioni cookie', 'indietro', 'invia una richiesta',
  'leggi di più', 'leggi tutto', 'menu', 'mostra altro', 'mostra meno', 'precedente', 'questo articolo ti è stato utile',
  'registrati', 'rifiuta tutto', 'salta al contenuto', 'scarica il pdf', 'scarica pdf', 'seguici', 'stampa',
  'stampa questa pagina', 'successivo', "torna all'inizio", 'torna in alto', 'torna su', 'tutti i diritti riservati',
  'vai al contenuto', 'vai al contenuto principale',
];
