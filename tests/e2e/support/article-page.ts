// Script of a page that holds nothing but the article's panel: what it is given stands in the page's address and beside it.
import { mount } from 'svelte';
import ArticlePage from './article-page.svelte';
import '../../../client/styles/tokens.css';
import '../../../client/styles/base.css';

const target = document.getElementById('app');
const snapshot: unknown = await (await fetch('/snapshot.json')).json();
if (target) mount(ArticlePage, { target, props: { snapshot, query: new URLSearchParams(location.search) } });
