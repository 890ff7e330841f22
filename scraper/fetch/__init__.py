"""Fetching politely: the only package that touches the network."""

from scraper.fetch.connection import Permit, is_any, is_public
from scraper.fetch.fetcher import Fetcher
from scraper.fetch.wire import Manners
from scraper.problem import FetchProblem
from scraper.response import Get, Response

__all__ = ["FetchProblem", "Fetcher", "Get", "Manners", "Permit", "Response", "is_any", "is_public"]
