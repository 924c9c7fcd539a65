#!/usr/bin/env bash
# Keeps errnorm open beside a shell program: a line of JSON in, a line of JSON out.
set -euo pipefail

coproc ERRNORM { errnorm normalize --stream; }

# Prints the answers to one payload, an envelope or the raw body, on one line.
ask() {
  printf '%s\n' "$1" >&"${ERRNORM[1]}"
  IFS= read -r answer <&"${ERRNORM[0]}"
  printf '%s\n' "$answer"
}

ask '{"vendor": "meta", "http_status": 400, "payload": {"error": {"type": "OAuthException", "code": 131049, "message": "(#131049) Not delivered"}}}'
ask '{"vendor": "telnyx", "http_status": 429, "payload": {"errors": [{"code": "10011", "title": "Too many requests"}]}}'
