//! `Confined`: opens what a folder holds: no dot files, and no link that leads out of it.

use std::future::Future;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;

use tower_http::services::fs::{Backend, TokioBackend, TokioFile};

/// A folder, and nothing that is outside.
#[derive(Clone, Debug)]
pub(super) struct Confined(Arc<Path>);

type Opening<T> = Pin<Box<dyn Future<Output = io::Result<T>> + Send>>;

impl Confined {
    pub(super) fn new(folder: &Arc<Path>) -> Self {
        Self(Arc::clone(folder))
    }
}

impl Backend for Confined {
    type File = TokioFile;
    type Metadata = std::fs::Metadata;
    type OpenFuture = Opening<TokioFile>;
    type MetadataFuture = Opening<std::fs::Metadata>;

    fn open(&self, path: PathBuf) -> Self::OpenFuture {
        let root = Arc::clone(&self.0);
        Box::pin(async move {
            let (real, found) = find(&root, &path).await?;
            // To open a pipe would wait for somebody to write into it.
            if !found.is_file() {
                return Err(io::ErrorKind::NotFound.into());
            }
            TokioBackend.open(real).await
        })
    }

    fn metadata(&self, path: PathBuf) -> Self::MetadataFuture {
        let root = Arc::clone(&self.0);
        Box::pin(async move { Ok(find(&root, &path).await?.1) })
    }
}

/// Where a path in the folder really leads, and what is there. Who may write into the folder could
/// change a link in the moment after that; nobody else can.
async fn find(root: &Path, path: &Path) -> io::Result<(PathBuf, std::fs::Metadata)> {
    let is_shown = |part: Component<'_>| match part {
        Component::Normal(name) => !name.as_encoded_bytes().starts_with(b"."),
        Component::CurDir => true,
        Component::Prefix(_) | Component::RootDir | Component::ParentDir => false,
    };
    if !path.components().all(is_shown) {
        return Err(io::ErrorKind::NotFound.into());
    }
    let root = tokio::fs::canonicalize(root).await?;
    let real = tokio::fs::canonicalize(root.join(path)).await?;
    if !real.starts_with(&root) {
        return Err(io::ErrorKind::NotFound.into());
    }
    let found = tokio::fs::symlink_metadata(&real).await?;
    Ok((real, found))
}
