//! `serve(Admitted)`: the files of a folder, so that a frame needs no upstream.
//!
//! The crate tower-http knows ranges, conditions and compressed siblings; `confined` opens files for it,
//! and none that the folder does not hold. All of it is read beside the worker's thread.

mod body;
mod confined;

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use http::header::{
    ALLOW, CACHE_CONTROL, CONTENT_LENGTH, HeaderMap, IF_RANGE, LOCATION, RANGE,
    X_CONTENT_TYPE_OPTIONS,
};
use http::{HeaderValue, Method, Request, Response, StatusCode, Uri};
use thiserror::Error;
use tower_http::services::ServeDir;

use crate::config::{Folder, Route, Target};
use crate::error::{Code, Reply};
use crate::gate::Admitted;
use confined::Confined;

pub use body::FileBody;

/// Why there is no file to answer with.
#[derive(Debug, Error)]
pub enum FileError {
    /// It is not there, or not to be seen.
    #[error("there is no such file")]
    NotFound,
    /// Files are only read.
    #[error("{0} asks for more than to read a file")]
    Method(Method),
    /// It could not be read.
    #[error("a file cannot be read")]
    Unreadable(#[source] io::Error),
}

/// A folder that cannot be served.
#[derive(Debug, Error)]
#[error("{path} cannot be read: {source}", path = .path.display())]
pub struct FolderError {
    /// The folder, or the fallback in it.
    path: PathBuf,
    source: io::Error,
}

/// Looks whether the folders of all routes are there, with their fallbacks.
pub fn look(routes: &[Arc<Route>]) -> Result<(), FolderError> {
    for route in routes {
        let Target::Files(folder) = &route.target else {
            continue;
        };
        let failed = |path: PathBuf| |source| FolderError { path, source };
        drop(std::fs::read_dir(&folder.path).map_err(failed(folder.path.to_path_buf()))?);
        if let Some(fallback) = &folder.fallback {
            let path = folder.path.join(&**fallback);
            drop(std::fs::File::open(&path).map_err(failed(path))?);
        }
    }
    Ok(())
}

/// Answers with the file of `folder` that the path of the request names behind the route's.
pub async fn serve<B>(
    admitted: Admitted<B>,
    folder: &Folder,
) -> Result<Response<FileBody>, FileError> {
    let (permit, request, _) = admitted.into_parts();
    let (parts, _) = request.into_parts();
    if parts.method != Method::GET && parts.method != Method::HEAD {
        return Err(FileError::Method(parts.method));
    }
    let prefix = permit.route().path.trim_end_matches('/');
    let query = parts.uri.query();
    let path = parts.uri.path().strip_prefix(prefix).unwrap_or_default();
    if path.is_empty() {
        return Ok(redirect(prefix, query));
    }
    // Twice a slash, a redirect of a folder's would name another host.
    if path.contains("//") {
        return Err(FileError::NotFound);
    }
    let (method, headers) = (&parts.method, &parts.headers);
    let asked = open(folder, prefix, (method, headers), path, query).await;
    match (asked, &folder.fallback) {
        (Err(FileError::NotFound), Some(fallback)) if is_page(path) => {
            let path = format!("/{fallback}");
            open(folder, prefix, (method, headers), &path, None).await
        }
        (answer, _) => answer,
    }
}

async fn open(
    folder: &Folder,
    prefix: &str,
    (method, headers): (&Method, &HeaderMap),
    path: &str,
    query: Option<&str>,
) -> Result<Response<FileBody>, FileError> {
    let target = query.map_or_else(|| path.to_owned(), |query| format!("{path}?{query}"));
    let mut request = Request::new(());
    *request.method_mut() = method.clone();
    *request.uri_mut() = target.parse::<Uri>().map_err(|_| FileError::NotFound)?;
    *request.headers_mut() = headers.clone();
    // The crate does not read it: a part of another version would be taken for one of this.
    if headers.contains_key(IF_RANGE) {
        drop(request.headers_mut().remove(RANGE));
    }
    let backend = Confined::new(&folder.path);
    let mut files = ServeDir::with_backend("", backend)
        .redirect_path_prefix(prefix)
        .ignore_multi_range_requests(true)
        .precompressed_br()
        .precompressed_gzip();
    let mut answer = match files.try_call(request).await {
        Ok(answer) if answer.status() == StatusCode::NOT_FOUND => return Err(FileError::NotFound),
        Ok(answer) => answer,
        Err(error) if is_absent(&error) => return Err(FileError::NotFound),
        Err(error) => return Err(FileError::Unreadable(error)),
    };
    let headers = answer.headers_mut();
    drop(headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache")));
    drop(headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")));
    let length = length(method, headers);
    Ok(answer.map(|body| FileBody::new(body, length)))
}

/// How long the body is; the answer to HEAD has none, and a 304 says no length.
fn length(method: &Method, headers: &HeaderMap) -> u64 {
    let said = headers
        .get(CONTENT_LENGTH)
        .filter(|_| *method == Method::GET);
    let said = said.and_then(|value| value.to_str().ok()?.parse().ok());
    said.unwrap_or(0)
}

/// From the route's own path to the folder behind it, so that relative links lead into it.
fn redirect(prefix: &str, query: Option<&str>) -> Response<FileBody> {
    let mut answer = Response::new(FileBody::empty());
    *answer.status_mut() = StatusCode::TEMPORARY_REDIRECT;
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    if let Ok(location) = HeaderValue::from_str(&format!("{prefix}/{query}")) {
        drop(answer.headers_mut().insert(LOCATION, location));
    }
    answer
}

/// Whether a path is that of a page of an app, and not of one of its files.
fn is_page(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    !name.contains('.')
}

fn is_absent(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound
            | io::ErrorKind::NotADirectory
            | io::ErrorKind::PermissionDenied
            | io::ErrorKind::InvalidInput
            | io::ErrorKind::InvalidFilename
    )
}

impl FileError {
    /// The stable code of the refusal.
    #[must_use]
    pub const fn code(&self) -> Code {
        match self {
            Self::NotFound => Code::FileNotFound,
            Self::Method(_) => Code::MethodNotAllowed,
            Self::Unreadable(_) => Code::Internal,
        }
    }
}

/// The door of this room.
impl From<&FileError> for Reply {
    fn from(error: &FileError) -> Self {
        let reply = Self::new(error.code(), error.to_string());
        match error {
            FileError::Method(_) => reply.with(ALLOW, "GET, HEAD"),
            FileError::NotFound | FileError::Unreadable(_) => reply,
        }
    }
}
