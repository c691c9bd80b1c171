// The backend of a page that embeds the frame: a one-time token for whoever is signed in.
package main

import (
	"bytes"
	"encoding/json"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"time"
)

type object = map[string]any

var gateway = http.Client{Timeout: 10 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}

// YOURS: return the id of the user whose session r carries, or "". DEMO_USER is for a trial.
func signedInUser(r *http.Request) string { return os.Getenv("DEMO_USER") }

func answer(w http.ResponseWriter, status int, body object) {
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(body)
}

// admit lets the own page's requests of a signed-in user through.
func admit(next func(w http.ResponseWriter, r *http.Request, user string)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		origin, user := r.Header.Get("Origin"), signedInUser(r)
		// The browser sends the user's cookie for other sites' pages too: they must not get a token by it.
		if r.Header.Get("Sec-Fetch-Site") == "cross-site" || (origin != "" && origin != os.Getenv("PAGE_ORIGIN")) {
			answer(w, http.StatusForbidden, object{"error": "only the own page may ask"})
		} else if user == "" {
			answer(w, http.StatusUnauthorized, object{"error": "nobody is signed in"})
		} else if r.Method != http.MethodPost {
			answer(w, http.StatusMethodNotAllowed, object{"error": "use POST"})
		} else {
			next(w, r, user)
		}
	}
}

// ask asks the gateway and answers with one member of its JSON, or with 502 and why.
func ask(w http.ResponseWriter, r *http.Request, path string, body object, member string) {
	text, _ := json.Marshal(body)
	request, err := http.NewRequestWithContext(r.Context(), http.MethodPost, os.Getenv("WICKETGATE_URL")+path, bytes.NewReader(text))
	if err != nil {
		answer(w, http.StatusBadGateway, object{"error": "WICKETGATE_URL is not a URL"})
		return
	}
	request.SetBasicAuth(os.Getenv("WICKETGATE_CLIENT_ID"), os.Getenv("WICKETGATE_CLIENT_SECRET"))
	request.Header.Set("Content-Type", "application/json")
	response, err := gateway.Do(request)
	if err != nil {
		answer(w, http.StatusBadGateway, object{"error": "the gateway cannot be reached"})
		return
	}
	defer response.Body.Close()
	var got object
	err = json.NewDecoder(response.Body).Decode(&got)
	if err == nil && response.StatusCode == http.StatusOK && got[member] != nil {
		answer(w, http.StatusOK, object{member: got[member]})
		return
	}
	answer(w, http.StatusBadGateway, object{"error": "the gateway refused", "code": got["code"], "request_id": got["request_id"]})
}

func main() {
	http.HandleFunc("/api/ott", admit(func(w http.ResponseWriter, r *http.Request, user string) {
		var sent struct {
			DpopJkt       string `json:"dpop_jkt"`
			CodeChallenge string `json:"code_challenge"`
		}
		if err := json.NewDecoder(r.Body).Decode(&sent); err != nil && err != io.EOF {
			answer(w, http.StatusBadRequest, object{"error": "the body must be a JSON object"})
			return
		}
		body := object{"external_user_id": user}
		if sent.DpopJkt != "" {
			body["dpop_jkt"] = sent.DpopJkt
		}
		if sent.CodeChallenge != "" {
			body["code_challenge"] = sent.CodeChallenge
		}
		ask(w, r, "/auth/iframe-token", body, "ott")
	}))
	http.HandleFunc("/api/logout", admit(func(w http.ResponseWriter, r *http.Request, user string) {
		ask(w, r, "/auth/sessions/revoke", object{"external_user_id": user}, "revoked")
	}))
	port := os.Getenv("PORT")
	if port == "" {
		port = "3000"
	}
	listener, err := net.Listen("tcp", "127.0.0.1:"+port)
	if err != nil {
		log.Fatal(err)
	}
	log.Printf("listening on http://%s", listener.Addr())
	log.Fatal(http.Serve(listener, nil))
}
